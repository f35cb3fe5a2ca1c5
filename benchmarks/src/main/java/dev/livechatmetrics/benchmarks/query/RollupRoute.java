package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.schemas.chart.ChartBody;
import dev.livechatmetrics.schemas.chart.ChartName;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The chart of 31 days from a rollup table in PostgreSQL over one connection, behind the same server as the product's. */
final class RollupRoute implements Handler {
    private final Question question = Question.month(null);
    private final List<String> labels = question.start()
            .datesUntil(question.end().plusDays(1))
            .map(day -> day.getMonthValue() + "/" + day.getDayOfMonth())
            .toList();
    private ChartDatabase database;

    synchronized void connect(String url) throws SQLException {
        database = ConversationTables.rollup(DriverManager.getConnection(url), question);
    }

    @Override
    public synchronized void handle(Context context) throws SQLException {
        context.contentType("application/json")
                .result(new ChartBody(ChartName.Avg_first_response_time, labels, database.points()).toBytes());
    }
}
