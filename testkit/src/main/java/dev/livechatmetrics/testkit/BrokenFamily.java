package dev.livechatmetrics.testkit;

import java.util.List;
import java.util.Random;

/** One way of being broken: it takes valid events of some kinds and spoils them, each for this one reason. */
record BrokenFamily(String name, List<EventKind> kinds, Spoiling spoiling) {

    /** Makes a broken record of a valid event. */
    interface Spoiling {
        WireEvent spoil(ValidSample sample, Random random);
    }

    static BrokenFamily of(String name, Spoiling spoiling) {
        return new BrokenFamily(name, List.of(EventKind.values()), spoiling);
    }

    BrokenRecord draw(Random random, long nowMillis) {
        WireEvent record = spoiling.spoil(ValidSample.of(kinds, random, nowMillis), random);
        return new BrokenRecord(record.topic(), record.key(), record.value(), name);
    }
}
