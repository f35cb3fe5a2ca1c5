package dev.livechatmetrics.testkit;

/** A record that must be dead-lettered, and the family that says why. */
@SuppressWarnings("ArrayRecordComponent") // bytes are what Kafka carries; compare wire() for equality by content
public record BrokenRecord(String topic, byte[] key, byte[] value, String family) {

    public WireEvent wire() {
        return new WireEvent(topic, key, value);
    }

    @Override
    public String toString() {
        int bytes = value == null ? 0 : value.length;
        return family + ": " + (bytes > 2_000 ? topic + " with a value of " + bytes + " bytes" : wire());
    }
}
