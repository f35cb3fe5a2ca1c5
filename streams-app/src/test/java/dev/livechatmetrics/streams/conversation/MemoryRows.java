package dev.livechatmetrics.streams.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows in memory, as strict as a store: what is not there cannot be read, and row 1 to n are written once. */
final class MemoryRows implements ConversationRows {
    private final TreeMap<Integer, byte[]> rows = new TreeMap<>();
    private int reads;
    private long writtenBytes;

    @Override
    public byte[] read(int row) {
        reads++;
        assertThat(rows).as("rows").containsKey(row);
        return rows.get(row).clone();
    }

    @Override
    public void write(int row, byte[] bytes) {
        writtenBytes += bytes.length;
        rows.put(row, bytes.clone());
    }

    @Override
    public void delete(int row) {
        assertThat(rows.remove(row)).as("deleted row %d", row).isNotNull();
    }

    byte[] head() {
        return rows.get(HEAD).clone();
    }

    /** The bytes of rows 1 to n, which must be numbered without a gap. */
    List<byte[]> chunks() {
        List<byte[]> chunks = new ArrayList<>(rows.tailMap(1).values());
        for (int row = 1; row <= chunks.size(); row++) {
            assertThat(rows).as("rows").containsKey(row);
        }
        return chunks;
    }

    int reads() {
        return reads;
    }

    /** All bytes written since the last time that this was asked. */
    long takeWrittenBytes() {
        long bytes = writtenBytes;
        writtenBytes = 0;
        return bytes;
    }

    /** Row number to bytes in hexadecimal, to compare. */
    Map<Integer, String> snapshot() {
        Map<Integer, String> snapshot = new HashMap<>();
        rows.forEach((row, bytes) -> snapshot.put(row, java.util.HexFormat.of().formatHex(bytes)));
        return snapshot;
    }

    Conversation load() {
        return Conversation.load(Events.ID, head(), this);
    }
}
