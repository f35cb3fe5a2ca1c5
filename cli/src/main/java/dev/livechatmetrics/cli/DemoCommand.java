package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.ApplicationSettings;
import dev.livechatmetrics.cli.settings.HttpSettings;
import dev.livechatmetrics.cli.settings.KafkaSettings;
import dev.livechatmetrics.cli.settings.SettingKey;
import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.cli.settings.SourceSettings;
import dev.livechatmetrics.cli.settings.TopicSettings;
import dev.livechatmetrics.query.access.UsersFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the whole product at work on this machine: broker, pipeline, API, dashboard and a simulated workspace. */
@Command(
        name = "demo",
        description =
                "Shows the product at work: a broker, the pipeline, the API, the dashboard, and a simulated workspace"
                        + " with a past of 30 days and live traffic. Everything is gone when it stops.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
    private static final Duration CLOSING = Duration.ofSeconds(9);

    @Mixin
    private Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return configuration.with(this::run);
    }

    private int run(Settings settings) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (!settings.kafka().embeddedBroker()) {
            spec.commandLine()
                    .getErr()
                    .println("The demo brings its own broker and leaves KAFKA_BOOTSTRAP_SERVERS alone; serve uses it.");
        }
        Path folder = DataFolder.makeIn(settings.application().dataDir(), "demo-");
        Settings demo = demoSettings(settings, folder);
        UsersFile access = new UsersFile(DemoUser.write(folder));
        try (StopSignal stop = StopSignal.closingWithin(CLOSING)) {
            try (Service service = Service.start(demo, access, out);
                    DemoTraffic traffic = new DemoTraffic(
                            ClientDestination.of(demo, service.bootstrapServers()), service.pipeline())) {
                if (traffic.sendPast(stop)) {
                    describe(demo, service, out);
                    traffic.startLive();
                }
                CompletableFuture<Void> ended = service.pipeline().failed().thenAccept(failure -> stop.ask());
                stop.await();
                if (ended.isDone()) {
                    return CommandLine.ExitCode.SOFTWARE;
                }
            } finally {
                delete(folder);
            }
        }
        return 0;
    }

    private static void describe(Settings settings, Service service, PrintWriter out) {
        LocalDate today = LocalDate.now(settings.events().reportingTimezone());
        String address = service.address(settings);
        out.println();
        out.println("Dashboard:    " + address + "/");
        out.println("X-User-Id:    " + DemoUser.ID);
        out.println("X-Auth-Token: " + DemoUser.TOKEN);
        out.println();
        out.println("curl -H 'X-User-Id: " + DemoUser.ID + "' -H 'X-Auth-Token: " + DemoUser.TOKEN + "' '" + address
                + "/api/v1/livechat/analytics/dashboards/charts-data?chartName=Avg_first_response_time&start="
                + today.minusDays(6) + "&end=" + today + "'");
        out.println();
        out.println("Live traffic goes on until Ctrl+C.");
        out.flush();
    }

    /** The user's settings, but for the broker, which is the demo's own, and for ports that are taken. */
    private Settings demoSettings(Settings settings, Path folder) {
        return new Settings(
                new ApplicationSettings(
                        settings.application().id(),
                        settings.application().server(),
                        settings.application().peerSecret(),
                        folder),
                new KafkaSettings(
                        Optional.empty(),
                        freeOrAny(SettingKey.BROKER_PORT, settings.kafka().brokerPort()),
                        settings.kafka().clientProperties(),
                        settings.kafka().streamsProperties()),
                new TopicSettings(
                        settings.topics().conversations(),
                        settings.topics().messages(),
                        settings.topics().deadLetters(),
                        settings.topics().partitions(),
                        1),
                // Nobody writes change streams to a broker that is the demo's own.
                SourceSettings.NONE,
                settings.events(),
                settings.lifecycle(),
                new HttpSettings(
                        settings.http().host(),
                        freeOrAny(SettingKey.HTTP_PORT, settings.http().port()),
                        settings.http().readTimeout(),
                        settings.http().standbyMaxLag(),
                        settings.http().authUsersFile(),
                        settings.http().webhookToken()),
                settings.charts(),
                settings.access(),
                settings.web(),
                settings.tls(),
                settings.log());
    }

    /** A first look should not fail because something else listens at the usual port. */
    private int freeOrAny(SettingKey key, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException taken) {
            spec.commandLine()
                    .getErr()
                    .println("The port " + port + " (" + key + ") is in use; the demo takes another one.");
            return 0;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The demo's data could not be deleted from " + folder, failed);
        }
    }
}
