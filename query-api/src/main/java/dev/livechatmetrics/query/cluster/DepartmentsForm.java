package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.conversation.BinaryWriter;
import dev.livechatmetrics.streams.topology.DepartmentsQuery;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many conversations each department has. */
record DepartmentsForm(DepartmentsQuery query) implements PeerForm<SortedMap<String, Long>> {
    static final int KIND = 3;

    private static final int MOST_DEPARTMENTS = 1_000_000;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void writeQuery(BinaryWriter writer) {
        writer.writeByte(KIND);
    }

    static DepartmentsForm read() {
        return new DepartmentsForm(new DepartmentsQuery());
    }

    @Override
    public void writeValue(BinaryWriter writer, SortedMap<String, Long> departments) {
        writer.writeUnsigned(departments.size());
        departments.forEach((department, conversations) -> {
            MessageParts.writeText(writer, department);
            writer.writeUnsigned(conversations);
        });
    }

    @Override
    public SortedMap<String, Long> readValue(MessageReader reader) throws MalformedMessageException {
        SortedMap<String, Long> departments = new TreeMap<>();
        for (int rest = reader.readNumber(MOST_DEPARTMENTS); rest > 0; rest--) {
            departments.put(reader.readText(), reader.readUnsigned());
        }
        return departments;
    }
}
