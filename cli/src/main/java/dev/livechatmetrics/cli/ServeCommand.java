package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.streams.runtime.PlainFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the pipeline and the API until it is stopped. */
@Command(
        name = "serve",
        description =
                "Runs the pipeline and the API. Without KAFKA_BOOTSTRAP_SERVERS it brings a broker of its own, kept"
                        + " under DATA_DIR.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nConfiguration:%n",
        footer = {
            "  AUTH_USERS_FILE          who may ask (needed, or ROCKETCHAT_URL)",
            "  ROCKETCHAT_URL           the workspace that says who may ask",
            "  KAFKA_BOOTSTRAP_SERVERS  your Kafka cluster",
            "  DATA_DIR                 where state is kept (./data)",
            "  HTTP_HOST, HTTP_PORT     where the API listens (127.0.0.1, 8080)",
            "  REPORTING_TIMEZONE       in which a day begins (UTC)"
        })
final class ServeCommand implements Callable<Integer> {
    private static final Duration CLOSING = Duration.ofSeconds(9);

    @Mixin
    private Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return configuration.withAccess(this::run);
    }

    private int run(Settings settings, Access access) throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        DataFolder.make(settings.application().dataDir());
        try (StopSignal stop = StopSignal.closingWithin(CLOSING);
                Service service =
                        Service.start(settings, access, spec.commandLine().getOut())) {
            CompletableFuture<Throwable> ended = service.pipeline().failed();
            CompletableFuture<Void> unused = ended.thenAccept(failure -> stop.ask());
            stop.await();
            // Not what follows from it: that is still asking when this thread goes on.
            if (ended.isDone()) {
                err.println(PlainFailure.of(ended.join())
                        .orElse("The pipeline ended by a failure that new threads did not mend; the log above says"
                                + " which."));
                err.println("Nothing is lost: start again once its cause is gone.");
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        return 0;
    }
}
