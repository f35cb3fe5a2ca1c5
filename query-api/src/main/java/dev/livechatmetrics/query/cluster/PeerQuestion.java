package dev.livechatmetrics.query.cluster;

import static dev.livechatmetrics.query.cluster.MessageReader.require;

import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one instance asks of another: a question with the boundaries of its points, so that nobody needs the same time
 * zone data, and the partitions that are meant.
 *
 * @param applicationId of whoever asks: an instance of another deployment must not answer
 */
record PeerQuestion(String applicationId, BucketsQuery query, SortedMap<Integer, PartitionAsk> asks) {
    static final int VERSION = 1;

    /** More than any question needs: the days of ten years, and some. */
    private static final int MOST_POINTS = 4_000;

    private static final int MOST_PARTITIONS = 10_000;
    private static final int COPY_TOO = 1;

    /** About the year 9999, in days and in milliseconds. */
    private static final long LAST_DAY = 3_000_000;

    private static final long LAST_INSTANT = LAST_DAY * 86_400_000;

    static PeerQuestion of(String applicationId, BucketsQuery query, Map<Integer, PartitionAsk> asks) {
        return new PeerQuestion(applicationId, query.resolved(), new TreeMap<>(asks));
    }

    int points() {
        return query.boundaries().size() - 1;
    }

    byte[] encode() {
        BinaryWriter writer = new BinaryWriter(256).writeByte(VERSION);
        writeText(writer, applicationId);
        writer.writeByte(query.department() == null ? 0 : 1);
        if (query.department() != null) {
            writeText(writer, query.department());
        }
        writeText(writer, query.zone() == null ? "" : query.zone().getId());
        writer.writeSigned(query.start().toEpochDay());
        writer.writeUnsigned(query.end().toEpochDay() - query.start().toEpochDay());
        writeBoundaries(writer, query.boundaries());
        writer.writeUnsigned(asks.size());
        asks.forEach((partition, ask) -> writer.writeUnsigned(partition)
                .writeByte(ask.copyToo() ? COPY_TOO : 0)
                .writeUnsigned(ask.atLeast().conversations())
                .writeUnsigned(ask.atLeast().messages()));
        return writer.toBytes();
    }

    private static void writeText(BinaryWriter writer, String text) {
        writer.writeSized(text.getBytes(StandardCharsets.UTF_8));
    }

    /** By how much each stretch differs from the one before: mostly not at all, in one byte. */
    private static void writeBoundaries(BinaryWriter writer, List<Long> boundaries) {
        writer.writeUnsigned(boundaries.size()).writeSigned(boundaries.get(0));
        long length = 0;
        for (int i = 1; i < boundaries.size(); i++) {
            long next = boundaries.get(i) - boundaries.get(i - 1);
            writer.writeSigned(next - length);
            length = next;
        }
    }

    static PeerQuestion decode(byte[] bytes) throws MalformedMessageException {
        MessageReader reader = new MessageReader(bytes);
        int version = reader.readByte();
        require(version == VERSION, "it has version " + version + ", and this build speaks version " + VERSION);
        String applicationId = reader.readText();
        String department = reader.readByte() == 0 ? null : reader.readText();
        ZoneId zone = zone(reader.readText());
        LocalDate start = date(reader.readSigned());
        LocalDate end = date(start.toEpochDay() + reader.readNumber(MOST_POINTS));
        List<Long> boundaries = readBoundaries(reader);
        SortedMap<Integer, PartitionAsk> asks = new TreeMap<>();
        for (int rest = reader.readNumber(MOST_PARTITIONS); rest > 0; rest--) {
            int partition = reader.readNumber(MOST_PARTITIONS);
            boolean copyToo = reader.readByte() == COPY_TOO;
            InputPosition atLeast = new InputPosition(reader.readUnsigned(), reader.readUnsigned());
            require(asks.put(partition, new PartitionAsk(copyToo, atLeast)) == null, "it names a partition twice");
        }
        reader.end();
        require(!asks.isEmpty(), "it names no partition");
        boolean days = !start.equals(end);
        require(
                !days || boundaries.size() == end.toEpochDay() - start.toEpochDay() + 2,
                "it has not one boundary more than days");
        return new PeerQuestion(applicationId, new BucketsQuery(department, zone, start, end, boundaries), asks);
    }

    private static List<Long> readBoundaries(MessageReader reader) throws MalformedMessageException {
        int count = reader.readNumber(MOST_POINTS + 1);
        require(count > 0, "it has no boundaries");
        List<Long> boundaries = new ArrayList<>(count);
        long instant = reader.readSigned();
        long length = 0;
        require(isInstant(instant), "a boundary is out of all time");
        boundaries.add(instant);
        while (boundaries.size() < count) {
            length += reader.readSigned();
            require(length >= 0, "its boundaries go backwards");
            instant += length;
            require(length <= LAST_INSTANT && isInstant(instant), "a boundary is out of all time");
            boundaries.add(instant);
        }
        return boundaries;
    }

    private static boolean isInstant(long millis) {
        return millis >= -LAST_INSTANT && millis <= LAST_INSTANT;
    }

    /** Null where this instance does not know it: the boundaries say all. */
    private static ZoneId zone(String id) {
        try {
            return id.isEmpty() ? null : ZoneId.of(id);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private static LocalDate date(long epochDay) throws MalformedMessageException {
        require(epochDay >= -LAST_DAY && epochDay <= LAST_DAY, "a date is out of all time");
        return LocalDate.ofEpochDay(epochDay);
    }
}
