package dev.livechatmetrics.query.cluster;

import static dev.livechatmetrics.query.cluster.MessageReader.require;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.RunningBucket;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import dev.livechatmetrics.streams.topology.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What messages between instances are made of: texts, boundaries, departments, buckets. */
final class MessageParts {
    /** More than any question needs: the days of ten years, and some. */
    static final int MOST_POINTS = 4_000;

    /** Of a whole answer: a hundred departments' days of a year, and some. */
    private static final int MOST_ROWS_TIMES_POINTS = 40_000;

    /** About the year 9999, in days. */
    static final long LAST_DAY = 3_000_000;

    private static final long LAST_INSTANT = LAST_DAY * 86_400_000;
    private static final int MOST_DEPARTMENTS = 10_000;
    private static final int ALL = 0;
    private static final int SUM = 1;
    private static final int EACH = 2;

    private MessageParts() {}

    static void writeText(BinaryWriter writer, String text) {
        writer.writeSized(text.getBytes(StandardCharsets.UTF_8));
    }

    static void writeScope(BinaryWriter writer, Scope scope) {
        if (scope.departments() == null) {
            writer.writeByte(ALL);
            return;
        }
        writer.writeByte(scope.each() ? EACH : SUM)
                .writeUnsigned(scope.departments().size());
        scope.departments().forEach(department -> writeText(writer, department));
    }

    static Scope readScope(MessageReader reader) throws MalformedMessageException {
        int form = reader.readByte();
        if (form == ALL) {
            return Scope.ALL;
        }
        require(form == SUM || form == EACH, "it does not say whose conversations it means");
        List<String> departments = new ArrayList<>();
        for (int rest = reader.readNumber(MOST_DEPARTMENTS); rest > 0; rest--) {
            departments.add(reader.readText());
        }
        require(departments.stream().distinct().count() == departments.size(), "it names a department twice");
        return new Scope(departments, form == EACH);
    }

    /** By how much each stretch differs from the one before: mostly not at all, in one byte. */
    static void writeBoundaries(BinaryWriter writer, List<Long> boundaries) {
        writer.writeUnsigned(boundaries.size()).writeSigned(boundaries.get(0));
        long length = 0;
        for (int i = 1; i < boundaries.size(); i++) {
            long next = boundaries.get(i) - boundaries.get(i - 1);
            writer.writeSigned(next - length);
            length = next;
        }
    }

    static List<Long> readBoundaries(MessageReader reader) throws MalformedMessageException {
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

    /** A question may ask for no more than anybody needs. */
    static void requireFew(Scope scope, List<Long> boundaries) throws MalformedMessageException {
        long points = (long) scope.rows() * (boundaries.size() - 1);
        require(points <= MOST_ROWS_TIMES_POINTS, "it asks for more than " + MOST_ROWS_TIMES_POINTS + " points");
    }

    private static boolean isInstant(long millis) {
        return millis >= -LAST_INSTANT && millis <= LAST_INSTANT;
    }

    /** Those that have something, with the gaps between them. */
    static void writeBuckets(BinaryWriter writer, BucketSums buckets) {
        int gap = 0;
        for (Bucket bucket : buckets) {
            if (bucket.isEmpty()) {
                gap++;
            } else {
                writer.writeUnsigned(gap).writeSized(bucket.encode());
                gap = 0;
            }
        }
        writer.writeUnsigned(gap);
    }

    static BucketSums readBuckets(MessageReader reader, int points) throws MalformedMessageException {
        BucketSums buckets = new BucketSums(points);
        for (int point = reader.readNumber(points); point < points; ) {
            buckets.add(point, new RunningBucket(bucket(reader.readSized())));
            point += 1 + reader.readNumber(points - point - 1);
        }
        return buckets;
    }

    private static Bucket bucket(byte[] bytes) throws MalformedMessageException {
        try {
            return Bucket.decode(bytes);
        } catch (UnknownVersionException | IllegalStateException | ArrayIndexOutOfBoundsException unreadable) {
            throw new MalformedMessageException("a bucket cannot be read");
        }
    }
}
