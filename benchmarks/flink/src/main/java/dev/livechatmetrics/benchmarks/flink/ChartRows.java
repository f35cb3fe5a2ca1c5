package dev.livechatmetrics.benchmarks.flink;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple2;

/** Where the rows go that a dashboard would read: a table in memory, the newest row of each department and day. */
public final class ChartRows implements Sink<DepartmentDay> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<DepartmentDay> createWriter(WriterInitContext context) {
        return new Table(JobResult.current.newShare());
    }

    private record Counts(long conversations, long closed, long messages, long visitorMessages) {
        private static final Counts NONE = new Counts(0, 0, 0, 0);
    }

    private static final class Table implements SinkWriter<DepartmentDay> {
        private final JobResult.Share share;
        private final Map<Tuple2<String, Integer>, Counts> rows = new HashMap<>();

        private Table(JobResult.Share share) {
            this.share = share;
        }

        @Override
        public void write(DepartmentDay row, Context context) {
            Counts now = new Counts(row.conversations, row.chatDurations, row.messages, row.visitorMessages);
            Counts last = rows.put(row.key(), now);
            Counts before = last == null ? Counts.NONE : last;
            share.add(
                    now.conversations - before.conversations,
                    now.closed - before.closed,
                    now.messages - before.messages,
                    now.visitorMessages - before.visitorMessages);
        }

        @Override
        public void flush(boolean endOfInput) {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing to give back.
        }
    }
}
