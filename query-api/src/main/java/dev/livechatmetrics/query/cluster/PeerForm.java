package dev.livechatmetrics.query.cluster;

import static dev.livechatmetrics.query.cluster.MessageReader.require;

import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.DepartmentsQuery;
import dev.livechatmetrics.streams.topology.FiguresQuery;
import dev.livechatmetrics.streams.topology.OpeningsQuery;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import dev.livechatmetrics.streams.topology.Points;
import dev.livechatmetrics.streams.topology.SketchesQuery;

/**
 * A question as one instance sends it to another, and the answer to it as it comes back: for each kind of
 * {@link PartitionQuery} one. A chart goes in the first version, so that builds that know no other answer it.
 */
sealed interface PeerForm<T> permits ChartForm, BucketsForm, SketchesForm, DepartmentsForm, OpeningsForm, FiguresForm {
    /** Of charts alone. */
    int FIRST_VERSION = 1;

    /** Of questions that say of which kind they are. */
    int VERSION = 2;

    PartitionQuery<T> query();

    int version();

    void writeQuery(BinaryWriter writer);

    void writeValue(BinaryWriter writer, T value);

    T readValue(MessageReader reader) throws MalformedMessageException;

    /** The form in which a question goes to builds of any age. */
    @SuppressWarnings("unchecked") // the kind of a query says what is answered
    static <T> PeerForm<T> of(PartitionQuery<T> query) {
        if (query instanceof SketchesQuery sketches) {
            return (PeerForm<T>) new SketchesForm(sketches);
        }
        if (query instanceof DepartmentsQuery departments) {
            return (PeerForm<T>) new DepartmentsForm(departments);
        }
        if (query instanceof OpeningsQuery openings) {
            return (PeerForm<T>) new OpeningsForm(openings);
        }
        if (query instanceof FiguresQuery figures) {
            return (PeerForm<T>) new FiguresForm(figures);
        }
        BucketsQuery buckets = ((BucketsQuery) query).resolved();
        boolean chart =
                buckets.points() instanceof Points.Dates && buckets.scope().isPlain();
        return (PeerForm<T>) (chart ? new ChartForm(buckets) : new BucketsForm(buckets));
    }

    static PeerForm<?> read(int version, MessageReader reader) throws MalformedMessageException {
        requireKnown(version);
        if (version == FIRST_VERSION) {
            return ChartForm.read(reader);
        }
        int kind = reader.readByte();
        return switch (kind) {
            case BucketsForm.KIND -> BucketsForm.read(reader);
            case SketchesForm.KIND -> SketchesForm.read(reader);
            case DepartmentsForm.KIND -> DepartmentsForm.read();
            case OpeningsForm.KIND -> OpeningsForm.read(reader);
            case FiguresForm.KIND -> FiguresForm.read(reader);
            default ->
                throw new MalformedMessageException("it is of kind " + kind + ", which this build does not know");
        };
    }

    static void requireKnown(int version) throws MalformedMessageException {
        require(
                version == FIRST_VERSION || version == VERSION,
                "it has version " + version + ", and this build speaks versions " + FIRST_VERSION + " and " + VERSION);
    }
}
