package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.broker.BrokerStartException;
import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import dev.livechatmetrics.cli.settings.HostPort;
import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.chart.ChartsCompatibility;
import dev.livechatmetrics.query.cluster.PeerSeal;
import dev.livechatmetrics.query.http.ApiServer;
import dev.livechatmetrics.query.http.ClientAddress;
import dev.livechatmetrics.query.http.Gate;
import dev.livechatmetrics.query.http.Listener;
import dev.livechatmetrics.query.http.Metrics;
import dev.livechatmetrics.query.http.PipelineAnswers;
import dev.livechatmetrics.query.source.TopicLog;
import dev.livechatmetrics.query.source.WebhookIntake;
import dev.livechatmetrics.query.tls.ServerIdentity;
import dev.livechatmetrics.query.tls.Trust;
import dev.livechatmetrics.streams.runtime.Pipeline;
import dev.livechatmetrics.streams.runtime.PipelineConfig;
import dev.livechatmetrics.streams.runtime.Topics;
import dev.livechatmetrics.streams.topology.LifecycleLimits;
import dev.livechatmetrics.streams.topology.SourceTopics;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole instance: the embedded broker where no other is named, the API and the pipeline. What was started is closed in
 * the opposite order, also where a later part does not start.
 */
final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /** Twice what a balancer leaves between two looks at most, where it is set up for such stops. */
    private static final Duration SEEN_TO_BE_STOPPING = Duration.ofSeconds(1);

    private final Deque<Closeable> started = new ArrayDeque<>();
    private String bootstrapServers;
    private PipelineAnswers answers;
    private ApiServer api;
    private Pipeline pipeline;
    private TopicLog webhookLog;

    private Service() {}

    /** Starts all of it and prints a line each about what it connects to, its topics, its zone and its address. */
    static Service start(Settings settings, Access access, PrintWriter out) throws BrokerStartException {
        Service service = new Service();
        try {
            service.startAll(settings, access);
        } catch (BrokerStartException | RuntimeException failed) {
            service.close();
            throw failed;
        }
        service.describe(settings, out);
        return service;
    }

    private void startAll(Settings settings, Access access) throws BrokerStartException {
        bootstrapServers = settings.kafka().bootstrapServers().orElse(null);
        if (bootstrapServers == null) {
            EmbeddedBroker broker = opened(EmbeddedBroker.start(
                    settings.application().dataDir(), settings.kafka().brokerPort()));
            bootstrapServers = broker.bootstrapServers();
        }
        Metrics metrics = opened(new Metrics());
        answers = new PipelineAnswers(
                settings.events().reportingTimezone(),
                compatibility(settings),
                settings.http().readTimeout(),
                settings.http().standbyMaxLag(),
                settings.application().peerSecret().map(secret -> new PeerSeal(secret.text())),
                settings.tls().serves() ? Optional.of(Trust.only(settings.tls().authorities())) : Optional.empty(),
                metrics);
        Optional<WebhookIntake> webhooks = settings.http().webhookToken().map(token -> new WebhookIntake(token.text()));
        // The server starts before the pipeline and ends before it: no question is left without its answer.
        started.push(this::closePipeline);
        started.push(this::closeWebhookLog);
        api = opened(ApiServer.start(listener(settings), gate(settings, access), answers, answers, webhooks, metrics));
        pipeline = Pipeline.start(pipelineConfig(settings));
        if (webhooks.isPresent()) {
            Map<String, Object> properties = new HashMap<>(settings.kafka().clientProperties());
            properties.put("bootstrap.servers", bootstrapServers);
            webhookLog = TopicLog.connect(
                    properties,
                    settings.topics().conversations(),
                    settings.topics().messages());
            webhooks.get().attach(webhookLog);
        }
        answers.attach(pipeline);
        metrics.attach(pipeline);
    }

    private static ChartsCompatibility compatibility(Settings settings) {
        return switch (settings.charts().compatibility()) {
            case EXACT -> ChartsCompatibility.EXACT;
            case ROCKETCHAT -> ChartsCompatibility.ROCKETCHAT;
        };
    }

    private static Listener listener(Settings settings) {
        return new Listener(
                settings.http().host(),
                settings.http().port(),
                settings.web().basePath(),
                settings.tls()
                        .certificate()
                        .map(certificate -> new ServerIdentity(
                                certificate, settings.tls().key().orElseThrow())),
                settings.web().origins());
    }

    private static Gate gate(Settings settings, Access access) {
        return new Gate(
                access,
                settings.access().requestsPerMinute(),
                settings.access().failedSignInsPerMinute(),
                new ClientAddress(settings.web().proxies()));
    }

    private void closeWebhookLog() {
        if (webhookLog != null) {
            webhookLog.close();
        }
    }

    private void closePipeline() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    private PipelineConfig pipelineConfig(Settings settings) {
        return new PipelineConfig(
                settings.application().id(),
                bootstrapServers,
                settings.application().server().map(HostPort::toString).orElseGet(() -> reachableAt(settings)),
                settings.application().dataDir().resolve("streams"),
                new TopicNames(
                        settings.topics().conversations(),
                        settings.topics().messages(),
                        settings.topics().deadLetters()),
                new SourceTopics(settings.sources().rooms(), settings.sources().messages()),
                settings.topics().partitions(),
                (short) settings.topics().replicationFactor(),
                settings.events().reportingTimezone(),
                settings.events().maxFutureSkew(),
                new LifecycleLimits(
                        settings.lifecycle().condenseAfterDays(),
                        settings.lifecycle().retentionDays(),
                        settings.lifecycle().waitingEventsMax(),
                        settings.lifecycle().waitingMaxDays()),
                settings.kafka().clientProperties(),
                settings.kafka().streamsProperties());
    }

    private String reachableAt(Settings settings) {
        String host = settings.http().host();
        boolean everyInterface = host.equals("0.0.0.0") || host.equals("::");
        return new HostPort(everyInterface ? "127.0.0.1" : host, api.port()).toString();
    }

    private void describe(Settings settings, PrintWriter out) {
        Topics topics = pipeline.topics();
        out.println("Kafka: " + bootstrapServers
                + (settings.kafka().embeddedBroker()
                        ? " (embedded, kept under " + settings.application().dataDir() + ")"
                        : ""));
        out.println("Topics: " + settings.topics().conversations() + " and "
                + settings.topics().messages() + ", " + topics.partitions() + " partitions each; dead letters to "
                + settings.topics().deadLetters()
                + (topics.created().isEmpty() ? "" : "; created " + String.join(", ", topics.created())));
        if (!settings.sources().names().isEmpty()) {
            out.println(
                    "Change streams: " + String.join(" and ", settings.sources().names()));
        }
        out.println("Time zone: " + settings.events().reportingTimezone());
        out.println("API: " + address(settings));
        topics.warnings().forEach(warning -> out.println("Warning: " + warning));
        out.flush();
    }

    /** The address of the API and the dashboard. */
    String address(Settings settings) {
        return (settings.tls().serves() ? "https://" : "http://")
                + new HostPort(settings.http().host(), api.port())
                + settings.web().basePath();
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    private <T extends Closeable> T opened(T part) {
        started.push(part);
        return part;
    }

    /** Where there are others, says first that it is not ready any more, and goes on answering until that is seen. */
    @Override
    public void close() {
        if (pipeline != null && pipeline.hasOthers()) {
            answers.stopping();
            try {
                Thread.sleep(SEEN_TO_BE_STOPPING.toMillis());
            } catch (InterruptedException cutShort) {
                Thread.currentThread().interrupt();
            }
        }
        while (!started.isEmpty()) {
            Closeable part = started.pop();
            try {
                part.close();
            } catch (IOException failed) {
                LOG.warn("A part did not close cleanly; what was acknowledged is kept", failed);
            }
        }
    }
}
