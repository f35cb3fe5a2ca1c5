package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.schemas.event.Decoded;
import dev.livechatmetrics.schemas.event.EventDecoder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * What the topology is made for.
 *
 * @param partitions of each topic of events
 * @param zone whose days are kept ready for charts
 * @param maxFutureSkew how far ahead of the clock an event may be
 * @param maxDeadLetterBytes the largest record that the topic of dead letters and the producer take
 * @param limits how long the stores keep what
 * @param decoding makes a decoder for each task, as decoders belong to one thread
 */
public record TopologyConfig(
        TopicNames topics,
        int partitions,
        ZoneId zone,
        Duration maxFutureSkew,
        int maxDeadLetterBytes,
        LifecycleLimits limits,
        Supplier<Decoding> decoding) {

    /** Turns a record into an event or a refusal: {@link EventDecoder#decodeKept}. */
    @FunctionalInterface
    public interface Decoding {
        Decoded decode(boolean onMessages, byte[] key, byte[] value, long latestMillis);
    }

    public TopologyConfig(
            TopicNames topics,
            int partitions,
            ZoneId zone,
            Duration maxFutureSkew,
            int maxDeadLetterBytes,
            LifecycleLimits limits) {
        this(topics, partitions, zone, maxFutureSkew, maxDeadLetterBytes, limits, () -> new EventDecoder()::decodeKept);
    }
}
