package dev.livechatmetrics.cli.audit;

import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.query.cluster.InputPositions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the application has committed: its dead letters are there to be read up to that, and may not be beyond. */
public final class GroupOffsets implements Audit.CommittedReading {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Destination destination;
    private final String applicationId;
    private final Consumer<String> warnings;

    public GroupOffsets(Destination destination, String applicationId, Consumer<String> warnings) {
        this.destination = destination;
        this.applicationId = applicationId;
        this.warnings = warnings;
    }

    @Override
    public void await(InputPositions positions) {
        try (Admin admin = Admin.create(destination.clientProperties())) {
            long startNanos = System.nanoTime();
            while (!covers(admin, positions)) {
                if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
                    warnings.accept("Warning: the group " + applicationId + " has not committed what is in the answers;"
                            + " records that were refused by the clock in the last moments may show as differences.");
                    return;
                }
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (ExecutionException e) {
            warnings.accept("Warning: the offsets of the group " + applicationId + " cannot be read ("
                    + e.getCause().getMessage()
                    + "); records that were refused by the clock in the last moments may show"
                    + " as differences.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditException("interrupted");
        }
    }

    private boolean covers(Admin admin, InputPositions positions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(applicationId)
                .partitionsToOffsetAndMetadata()
                .get();
        for (int number = 0; number < positions.partitionCount(); number++) {
            if (offset(committed, destination.conversationsTopic(), number)
                            < positions.of(number).conversations()
                    || offset(committed, destination.messagesTopic(), number)
                            < positions.of(number).messages()) {
                return false;
            }
        }
        return true;
    }

    private static long offset(Map<TopicPartition, OffsetAndMetadata> committed, String topic, int partition) {
        OffsetAndMetadata offset = committed.get(new TopicPartition(topic, partition));
        return offset == null ? 0 : offset.offset();
    }
}
