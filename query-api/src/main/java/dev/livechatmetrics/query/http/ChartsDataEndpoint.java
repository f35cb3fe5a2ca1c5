package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Collections;
import java.util.List;

/** Rocket.Chat's charts-data: who asks, what is asked, and the chart or the error that comes of it. */
final class ChartsDataEndpoint implements Handler {
    /** The second path is the documentation's spelling. */
    static final List<String> PATHS = List.of(
            "/api/v1/livechat/analytics/dashboards/charts-data",
            "/api/v1/livechat/livechat/analytics/dashboards/charts-data");

    static final String USER_ID_HEADER = "X-User-Id";
    static final String TOKEN_HEADER = "X-Auth-Token";

    private final Access access;
    private final Answers answers;

    ChartsDataEndpoint(Access access, Answers answers) {
        this.access = access;
        this.answers = answers;
    }

    @Override
    public void handle(Context context) {
        context.header("Cache-Control", "no-store");
        switch (access.decide(header(context, USER_ID_HEADER), header(context, TOKEN_HEADER))) {
            case NOT_LOGGED_IN -> ErrorBody.NOT_LOGGED_IN.send(context);
            case NO_PERMISSION -> ErrorBody.NO_PERMISSION.send(context);
            case ALLOWED -> answer(context);
        }
    }

    private void answer(Context context) {
        ChartQuestion question;
        try {
            question = ChartParameters.question(context.queryString());
        } catch (ChartParameters.Invalid invalid) {
            ErrorBody.invalidParameter(invalid.getMessage()).send(context);
            return;
        }
        Charts.Result result = answers.answer(question);
        if (result instanceof Charts.Result.Chart chart) {
            context.contentType("application/json").result(chart.body().toJson());
        } else if (result instanceof Charts.Result.Unavailable unavailable) {
            ErrorBody.storesUnavailable(unavailable.reason()).send(context);
        }
    }

    /** Null where absent. One that is given twice reads as in Rocket.Chat's Node.js, joined: nobody's id or token. */
    private static String header(Context context, String name) {
        List<String> values = Collections.list(context.req().getHeaders(name));
        return values.isEmpty() ? null : String.join(", ", values);
    }
}
