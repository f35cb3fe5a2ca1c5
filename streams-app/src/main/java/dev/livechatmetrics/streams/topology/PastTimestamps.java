package dev.livechatmetrics.streams.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's time, but never one ahead of the clock. Events carry their own time; that of the record only interleaves the
 * two topics and stamps what is written for it. A broker refuses to write a record dated in the future, which would end
 * the thread, so a producer's broken clock must not reach the changelogs.
 */
final class PastTimestamps implements TimestampExtractor {
    /** A time that the clock has reached: as long as records are older, the clock need not be asked. */
    private volatile long reachedMillis;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long millis = Math.max(0, record.timestamp());
        if (millis <= reachedMillis) {
            return millis;
        }
        long nowMillis = System.currentTimeMillis();
        reachedMillis = nowMillis;
        return Math.min(millis, nowMillis);
    }
}
