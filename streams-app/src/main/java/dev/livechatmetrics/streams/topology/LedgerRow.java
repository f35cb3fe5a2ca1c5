package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.schemas.event.Reason;
import dev.livechatmetrics.streams.conversation.BinaryReader;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.Outcome;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the records of one topic's partition ended, each exactly once.
 *
 * @param deadLetters number of dead letters by {@link Reason#code()}
 * @param nextOffset the offset after the last record that is counted
 */
public record LedgerRow(long applied, long duplicate, long ignored, Map<String, Long> deadLetters, long nextOffset) {
    static final LedgerRow EMPTY = new LedgerRow(0, 0, 0, Map.of(), 0);

    /**
     * To be raised with the version of any row of any store: this row is read first, when a task starts, so that a build
     * that does not know the others begins with none of them. 2: head rows of version 3. 3: marks of commits in the stores
     * of buckets. 4: marks in the store of conversations; the index of openings.
     */
    private static final int VERSION = 4;

    private static final int OLDEST = 1;

    public LedgerRow {
        deadLetters = Map.copyOf(deadLetters);
    }

    public long deadLettered() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(Outcome outcome) {
        return switch (outcome) {
            case APPLIED -> applied;
            case DUPLICATE -> duplicate;
            case IGNORED -> ignored;
            case DEAD_LETTERED -> deadLettered();
        };
    }

    LedgerRow plus(long moreApplied, long moreDuplicate, long moreIgnored, long newNextOffset) {
        return new LedgerRow(
                applied + moreApplied, duplicate + moreDuplicate, ignored + moreIgnored, deadLetters, newNextOffset);
    }

    LedgerRow plusDeadLetter(Reason reason, long offset) {
        Map<String, Long> more = new TreeMap<>(deadLetters);
        more.merge(reason.code(), 1L, Long::sum);
        return new LedgerRow(applied, duplicate, ignored, more, offset + 1);
    }

    byte[] encode() {
        BinaryWriter writer = new BinaryWriter(32)
                .writeByte(VERSION)
                .writeUnsigned(applied)
                .writeUnsigned(duplicate)
                .writeUnsigned(ignored)
                .writeUnsigned(nextOffset)
                .writeUnsigned(deadLetters.size());
        new TreeMap<>(deadLetters)
                .forEach((code, count) ->
                        writer.writeSized(code.getBytes(StandardCharsets.UTF_8)).writeUnsigned(count));
        return writer.toBytes();
    }

    static LedgerRow decode(byte[] bytes) {
        BinaryReader reader = new BinaryReader(bytes);
        UnknownVersionException.check("store ledger", reader.readByte(), OLDEST, VERSION);
        long applied = reader.readUnsigned();
        long duplicate = reader.readUnsigned();
        long ignored = reader.readUnsigned();
        long nextOffset = reader.readUnsigned();
        Map<String, Long> deadLetters = new TreeMap<>();
        for (long rest = reader.readUnsigned(); rest > 0; rest--) {
            deadLetters.put(new String(reader.readSized(), StandardCharsets.UTF_8), reader.readUnsigned());
        }
        return new LedgerRow(applied, duplicate, ignored, deadLetters, nextOffset);
    }
}
