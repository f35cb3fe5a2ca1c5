package dev.livechatmetrics.benchmarks.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Enumeration;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.postgresql.PGConnection;

/** A table of one row a conversation, as a database has it that is asked for charts, filled from a {@link History}. */
final class ConversationTables {
    private static final String TABLE = "CREATE TABLE conversations (id %s, department %s, opened_ms bigint,"
            + " first_response_ms bigint, closed_ms bigint)";
    private static final String SCAN =
            "SELECT opened_ms %s 86400000, sum(first_response_ms), count(*) FROM conversations"
                    + " WHERE opened_ms >= ? AND opened_ms < ? AND first_response_ms <> 0 GROUP BY 1";

    private ConversationTables() {}

    static Connection duckDb(History history) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        execute(connection, TABLE.formatted("varchar", "varchar"));
        try (DuckDBAppender rows = connection.unwrap(DuckDBConnection.class).createAppender("conversations")) {
            while (history.hasNext()) {
                PastConversation conversation = history.next();
                rows.beginRow()
                        .append(conversation.id())
                        .append(conversation.department())
                        .append(conversation.openedMillis())
                        .append(conversation.firstResponseMillis())
                        .append(conversation.openedMillis() + conversation.closedMillis())
                        .endRow();
            }
        }
        return connection;
    }

    /** With the indexes that such charts want, and a rollup table as one would keep by hand. */
    static Connection postgres(String url, Supplier<History> history) throws SQLException, IOException {
        Connection connection = DriverManager.getConnection(url);
        execute(connection, TABLE.formatted("text PRIMARY KEY", "text"));
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY conversations FROM STDIN", new SequenceInputStream(lines(history.get())));
        execute(connection, "CREATE INDEX by_opening ON conversations (opened_ms)");
        execute(connection, "CREATE INDEX by_department ON conversations (department, opened_ms)");
        execute(
                connection,
                "CREATE TABLE rollup (department text, day bigint, first_response_ms bigint, first_responses bigint,"
                        + " PRIMARY KEY (department, day))");
        String sums = "opened_ms / 86400000, sum(first_response_ms), count(*) FROM conversations"
                + " WHERE first_response_ms <> 0 GROUP BY 1, 2";
        execute(connection, "INSERT INTO rollup SELECT department, " + sums);
        execute(connection, "INSERT INTO rollup SELECT '', " + sums);
        execute(connection, "VACUUM ANALYZE");
        return connection;
    }

    static ChartDatabase scan(Connection connection, String integerDivision, Question question) throws SQLException {
        return new ChartDatabase(
                connection, SCAN.formatted(integerDivision), question, question.startMillis(), question.endMillis());
    }

    static ChartDatabase rollup(Connection connection, Question question) throws SQLException {
        return new ChartDatabase(
                connection,
                "SELECT day, first_response_ms, first_responses FROM rollup"
                        + " WHERE department = '' AND day >= ? AND day <= ?",
                question,
                question.start().toEpochDay(),
                question.end().toEpochDay());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** In the form that PostgreSQL copies. */
    @SuppressWarnings("JdkObsolete") // as SequenceInputStream takes it
    private static Enumeration<InputStream> lines(History history) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return history.hasNext();
            }

            @Override
            public InputStream nextElement() {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < 1_000 && history.hasNext(); i++) {
                    PastConversation conversation = history.next();
                    lines.append(conversation.id())
                            .append('\t')
                            .append(conversation.department())
                            .append('\t')
                            .append(conversation.openedMillis())
                            .append('\t')
                            .append(conversation.firstResponseMillis())
                            .append('\t')
                            .append(conversation.openedMillis() + conversation.closedMillis())
                            .append('\n');
                }
                return new java.io.ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
