package dev.livechatmetrics.query.cluster;

import static dev.livechatmetrics.query.cluster.MessageReader.require;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.Points;
import dev.livechatmetrics.streams.topology.Scope;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The days of a chart or the hours of one day, of one department or of all. */
record ChartForm(BucketsQuery query) implements PeerForm<BucketSums> {
    @Override
    public int version() {
        return FIRST_VERSION;
    }

    @Override
    public void writeQuery(BinaryWriter writer) {
        List<String> departments = query.scope().departments();
        writer.writeByte(departments == null ? 0 : 1);
        if (departments != null) {
            MessageParts.writeText(writer, departments.get(0));
        }
        Points.Dates dates = (Points.Dates) query.points();
        MessageParts.writeText(writer, dates.zone() == null ? "" : dates.zone().getId());
        writer.writeSigned(dates.start().toEpochDay());
        writer.writeUnsigned(dates.end().toEpochDay() - dates.start().toEpochDay());
        MessageParts.writeBoundaries(writer, dates.boundaries());
    }

    static ChartForm read(MessageReader reader) throws MalformedMessageException {
        String department = reader.readByte() == 0 ? null : reader.readText();
        ZoneId zone = zone(reader.readText());
        LocalDate start = date(reader.readSigned());
        LocalDate end = date(start.toEpochDay() + reader.readNumber(MessageParts.MOST_POINTS));
        List<Long> boundaries = MessageParts.readBoundaries(reader);
        boolean days = !start.equals(end);
        require(
                !days || boundaries.size() == end.toEpochDay() - start.toEpochDay() + 2,
                "it has not one boundary more than days");
        return new ChartForm(new BucketsQuery(Scope.of(department), new Points.Dates(zone, start, end, boundaries)));
    }

    /** How many points go with it is said once more, before the answers. */
    int points() {
        return ((Points.Dates) query.points()).boundaries().size() - 1;
    }

    @Override
    public void writeValue(BinaryWriter writer, BucketSums buckets) {
        MessageParts.writeBuckets(writer, buckets);
    }

    @Override
    public BucketSums readValue(MessageReader reader) throws MalformedMessageException {
        return MessageParts.readBuckets(reader, points());
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
        require(epochDay >= -MessageParts.LAST_DAY && epochDay <= MessageParts.LAST_DAY, "a date is out of all time");
        return LocalDate.ofEpochDay(epochDay);
    }
}
