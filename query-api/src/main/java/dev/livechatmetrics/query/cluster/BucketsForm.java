package dev.livechatmetrics.query.cluster;

import static dev.livechatmetrics.query.cluster.MessageReader.require;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.Points;
import dev.livechatmetrics.streams.topology.Scope;
import java.util.List;

/** Buckets of any stretches, of any departments. */
record BucketsForm(BucketsQuery query) implements PeerForm<BucketSums> {
    static final int KIND = 1;

    /** Of a whole answer: a hundred departments' days of a year, and some. */
    private static final int MOST_BUCKETS = 40_000;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void writeQuery(BinaryWriter writer) {
        writer.writeByte(KIND);
        MessageParts.writeScope(writer, query.scope());
        MessageParts.writeBoundaries(writer, boundaries());
    }

    static BucketsForm read(MessageReader reader) throws MalformedMessageException {
        Scope scope = MessageParts.readScope(reader);
        BucketsForm form =
                new BucketsForm(new BucketsQuery(scope, new Points.Stretches(MessageParts.readBoundaries(reader))));
        long buckets = (long) scope.rows() * (form.boundaries().size() - 1);
        require(buckets <= MOST_BUCKETS, "it asks for more than " + MOST_BUCKETS + " buckets");
        return form;
    }

    private List<Long> boundaries() {
        return query.points() instanceof Points.Dates dates
                ? dates.boundaries()
                : ((Points.Stretches) query.points()).boundaries();
    }

    @Override
    public void writeValue(BinaryWriter writer, BucketSums buckets) {
        MessageParts.writeBuckets(writer, buckets);
    }

    @Override
    public BucketSums readValue(MessageReader reader) throws MalformedMessageException {
        return MessageParts.readBuckets(
                reader, query.scope().rows() * (boundaries().size() - 1));
    }
}
