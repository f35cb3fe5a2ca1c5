package dev.livechatmetrics.streams.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Who has which partition, by Kafka Streams' own metadata. Asking it takes locks that its threads hold, so a question
 * looks at a snapshot, at most a second old.
 */
public final class MetadataPlacements {
    private static final long OLDEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A renewal within this time would find nothing new: metadata change when the group has met. */
    private static final long RENEWED_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Supplier<Collection<StreamsMetadata>> metadata;
    private final String topic;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile Snapshot snapshot;

    private record Snapshot(Placement placement, long takenNanos) {
        boolean isYoungerThan(long nanos) {
            return System.nanoTime() - takenNanos < nanos;
        }
    }

    /**
     * @param metadata of all instances; may throw {@link IllegalStateException} while there are none to be had
     * @param topic whose partitions are meant: both topics of events are in one task
     */
    MetadataPlacements(Supplier<Collection<StreamsMetadata>> metadata, String self, String topic) {
        this.metadata = metadata;
        this.topic = topic;
        HostInfo host = HostInfo.buildFromEndpoint(self);
        this.snapshot =
                new Snapshot(new Placement(endpoint(host), Map.of(), Map.of()), System.nanoTime() - 2 * OLDEST_NANOS);
    }

    /** As it was a second ago at the earliest. */
    public Placement placement() {
        return snapshot.isYoungerThan(OLDEST_NANOS) ? snapshot.placement() : renew();
    }

    /** As it is now. */
    public Placement renewed() {
        return snapshot.isYoungerThan(RENEWED_NANOS) ? snapshot.placement() : renew();
    }

    private Placement renew() {
        if (renewing.compareAndSet(false, true)) {
            try {
                snapshot = new Snapshot(placement(metadata.get()), System.nanoTime());
            } catch (IllegalStateException stopping) {
                // Not started yet, or on its way down: what was known last is what there is.
                snapshot = new Snapshot(snapshot.placement(), System.nanoTime());
            } finally {
                renewing.set(false);
            }
        }
        return snapshot.placement();
    }

    private Placement placement(Collection<StreamsMetadata> instances) {
        Map<Integer, Endpoint> actives = new HashMap<>();
        Map<Integer, List<Endpoint>> standbys = new HashMap<>();
        for (StreamsMetadata instance : instances) {
            if (instance.hostInfo().equals(HostInfo.unavailable())) {
                continue;
            }
            Endpoint endpoint = endpoint(instance.hostInfo());
            for (TopicPartition partition : instance.topicPartitions()) {
                if (partition.topic().equals(topic)) {
                    actives.put(partition.partition(), endpoint);
                }
            }
            for (TopicPartition partition : instance.standbyTopicPartitions()) {
                if (partition.topic().equals(topic)) {
                    standbys.computeIfAbsent(partition.partition(), none -> new ArrayList<>())
                            .add(endpoint);
                }
            }
        }
        return new Placement(snapshot.placement().self(), actives, standbys);
    }

    private static Endpoint endpoint(HostInfo host) {
        return new Endpoint(host.host(), host.port());
    }
}
