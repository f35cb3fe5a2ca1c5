package dev.livechatmetrics.query.cluster;

import static dev.livechatmetrics.query.cluster.MessageReader.require;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.aggregate.RunningBucket;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import dev.livechatmetrics.streams.runtime.PartitionBuckets;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an instance answers another: one result for each partition that it was asked for; of points those that have something. */
record PeerAnswer(int points, Map<Integer, PartitionRead<PartitionBuckets>> reads) {
    private static final int VERSION = 1;
    private static final int MISSING = 0;
    private static final int ANSWER = 1;
    private static final int LONGEST_REASON = 1_000;

    byte[] encode() {
        BinaryWriter writer =
                new BinaryWriter(1_024).writeByte(VERSION).writeUnsigned(points).writeUnsigned(reads.size());
        new TreeMap<>(reads).forEach((partition, read) -> {
            writer.writeUnsigned(partition);
            if (read instanceof Answer<PartitionBuckets> answer) {
                writer.writeByte(ANSWER);
                write(writer, answer.value());
            } else {
                String reason = ((Missing<PartitionBuckets>) read).reason();
                writer.writeByte(MISSING);
                writer.writeSized(reason.substring(0, Math.min(LONGEST_REASON, reason.length()))
                        .getBytes(StandardCharsets.UTF_8));
            }
        });
        return writer.toBytes();
    }

    private static void write(BinaryWriter writer, PartitionBuckets answer) {
        writer.writeUnsigned(answer.position().conversations())
                .writeUnsigned(answer.position().messages())
                .writeUnsigned(answer.staleMillis());
        List<Bucket> buckets = answer.buckets();
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

    /** {@code points}: how many there must be. */
    static PeerAnswer decode(byte[] bytes, int points) throws MalformedMessageException {
        MessageReader reader = new MessageReader(bytes);
        int version = reader.readByte();
        require(version == VERSION, "it has version " + version + ", and this build speaks version " + VERSION);
        require(reader.readUnsigned() == points, "it has another number of points");
        Map<Integer, PartitionRead<PartitionBuckets>> reads = new TreeMap<>();
        for (long rest = reader.readUnsigned(); rest > 0; rest--) {
            int partition = reader.readNumber(Integer.MAX_VALUE);
            PartitionRead<PartitionBuckets> read = reader.readByte() == ANSWER
                    ? new Answer<>(readBuckets(reader, points))
                    : new Missing<>(reader.readText());
            require(reads.put(partition, read) == null, "it answers a partition twice");
        }
        reader.end();
        return new PeerAnswer(points, reads);
    }

    private static PartitionBuckets readBuckets(MessageReader reader, int points) throws MalformedMessageException {
        InputPosition position = new InputPosition(reader.readUnsigned(), reader.readUnsigned());
        long staleMillis = reader.readUnsigned();
        BucketSums buckets = new BucketSums(points);
        for (int point = reader.readNumber(points); point < points; ) {
            buckets.add(point, new RunningBucket(bucket(reader.readSized())));
            point += 1 + reader.readNumber(points - point - 1);
        }
        return new PartitionBuckets(buckets, position, staleMillis);
    }

    private static Bucket bucket(byte[] bytes) throws MalformedMessageException {
        try {
            return Bucket.decode(bytes);
        } catch (UnknownVersionException | IllegalStateException | ArrayIndexOutOfBoundsException unreadable) {
            throw new MalformedMessageException("a bucket cannot be read");
        }
    }
}
