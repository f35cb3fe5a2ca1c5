package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.Points;
import dev.livechatmetrics.streams.topology.Scope;
import java.util.List;

/** Buckets of any stretches, of any departments. */
record BucketsForm(BucketsQuery query) implements PeerForm<BucketSums> {
    static final int KIND = 1;

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
        List<Long> boundaries = MessageParts.readBoundaries(reader);
        MessageParts.requireFew(scope, boundaries);
        return new BucketsForm(new BucketsQuery(scope, new Points.Stretches(boundaries)));
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
