package dev.livechatmetrics.query.cluster;

import static dev.livechatmetrics.query.cluster.MessageReader.require;

import dev.livechatmetrics.streams.aggregate.Sketch;
import dev.livechatmetrics.streams.aggregate.SketchSums;
import dev.livechatmetrics.streams.aggregate.TimeFigure;
import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import dev.livechatmetrics.streams.topology.Points;
import dev.livechatmetrics.streams.topology.Scope;
import dev.livechatmetrics.streams.topology.SketchesQuery;
import java.util.Arrays;
import java.util.List;

/** Sketches of any stretches, of any departments. */
record SketchesForm(SketchesQuery query) implements PeerForm<SketchSums> {
    static final int KIND = 2;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void writeQuery(BinaryWriter writer) {
        writer.writeByte(KIND).writeByte(query.figure().place());
        MessageParts.writeScope(writer, query.scope());
        List<Long> boundaries = Arrays.stream(query.points().instants()).boxed().toList();
        MessageParts.writeBoundaries(writer, boundaries);
    }

    static SketchesForm read(MessageReader reader) throws MalformedMessageException {
        TimeFigure[] figures = TimeFigure.values();
        int figure = reader.readByte();
        require(figure >= 0 && figure < figures.length, "it asks for a figure that this build does not know");
        Scope scope = MessageParts.readScope(reader);
        List<Long> boundaries = MessageParts.readBoundaries(reader);
        MessageParts.requireFew(scope, boundaries);
        return new SketchesForm(new SketchesQuery(scope, new Points.Stretches(boundaries), figures[figure]));
    }

    @Override
    public void writeValue(BinaryWriter writer, SketchSums sketches) {
        int gap = 0;
        for (int point = 0; point < sketches.size(); point++) {
            Sketch sketch = sketches.get(point);
            if (sketch.isEmpty()) {
                gap++;
            } else {
                writer.writeUnsigned(gap).writeSized(sketch.encode());
                gap = 0;
            }
        }
        writer.writeUnsigned(gap);
    }

    @Override
    public SketchSums readValue(MessageReader reader) throws MalformedMessageException {
        int points = query.scope().rows() * (query.points().instants().length - 1);
        SketchSums sketches = new SketchSums(query.figure(), points);
        for (int point = reader.readNumber(points); point < points; ) {
            sketches.add(point, sketch(reader.readSized()));
            point += 1 + reader.readNumber(points - point - 1);
        }
        return sketches;
    }

    private static Sketch sketch(byte[] bytes) throws MalformedMessageException {
        try {
            return Sketch.decode(bytes);
        } catch (UnknownVersionException | IllegalStateException | ArrayIndexOutOfBoundsException unreadable) {
            throw new MalformedMessageException("a sketch cannot be read");
        }
    }
}
