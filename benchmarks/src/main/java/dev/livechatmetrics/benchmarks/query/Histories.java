package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.process.ChildException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Services that know a history of some size. */
final class Histories {
    private static final long SLOWEST_EVENTS_A_SECOND = 10_000;
    private static final int DEFAULT_COMMIT_MILLIS = 500;

    private Histories() {}

    /** Writes a history of so many conversations through Kafka and starts a service that has processed all of it. */
    static Service start(Setting setting, String name, int conversations)
            throws IOException, ExecutionException, ChildException, InterruptedException {
        HistoryLog.create(setting.bootstrapServers(), HistoryLog.topics(name));
        long events = HistoryLog.write(
                setting.bootstrapServers(),
                HistoryLog.topics(name),
                new History("conversation", setting.seed(), conversations));
        Service service = Service.start(setting.bootstrapServers(), name, setting.folder(), DEFAULT_COMMIT_MILLIS);
        service.awaitCounted(events, Duration.ofSeconds(60 + events / SLOWEST_EVENTS_A_SECOND));
        setting.figures()
                .line(
                        "%s: %,d conversations of %d events over %d days and %d departments",
                        name, conversations, PastConversation.EVENTS, History.DAYS, History.DEPARTMENTS);
        return service;
    }
}
