package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.cluster.InputPositions;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Rocket.Chat's charts-data: who asks, what is asked, and the chart or the error that comes of it. */
final class ChartsDataEndpoint implements Handler {
    /** The second path is the documentation's spelling. */
    static final List<String> PATHS = List.of(
            "/api/v1/livechat/analytics/dashboards/charts-data",
            "/api/v1/livechat/livechat/analytics/dashboards/charts-data");

    static final String USER_ID_HEADER = "X-User-Id";
    static final String TOKEN_HEADER = "X-Auth-Token";

    /** How far the topics of events are read that are in an answer; in a request, how far they must be. */
    static final String POSITION_HEADER = "X-Metrics-Position";

    /** How old an answer may be, in milliseconds, where a part of it comes from a copy. */
    static final String STALENESS_HEADER = "X-Metrics-Staleness-Ms";

    private static final String POSITION_TAKES =
            POSITION_HEADER + " takes what an answer or send --wait gave, such as conversations=12,,7;messages=40,3,9.";

    /** A header of about 300 partitions; a longer one would be refused where it is sent back. */
    private static final int LONGEST_POSITION = 4_000;

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
        Optional<InputPositions> atLeast = atLeast(context);
        if (atLeast.isPresent()) {
            answer(context, answers.answer(question, atLeast.get()));
        }
    }

    /** How far the partitions must be read whose answer it is; empty where that was nonsense, which is answered then. */
    static Optional<InputPositions> atLeast(Context context) {
        String position = header(context, POSITION_HEADER);
        Optional<InputPositions> atLeast =
                position == null ? Optional.of(InputPositions.NONE) : InputPositions.parse(position);
        if (atLeast.isEmpty()) {
            ErrorBody.invalidParameter(POSITION_TAKES).send(context);
        }
        return atLeast;
    }

    private static void answer(Context context, Charts.Result result) {
        if (result instanceof Charts.Result.Chart chart) {
            describe(context, chart.positions(), chart.staleMillis());
            context.contentType("application/json").result(chart.body().toBytes());
        } else if (result instanceof Charts.Result.Refused refused) {
            refusedPosition(refused.reason()).send(context);
        } else if (result instanceof Charts.Result.Unavailable unavailable) {
            ErrorBody.storesUnavailable(unavailable.reason()).send(context);
        }
    }

    /** Says how far the topics are read that are in the answer, and how old it may be. */
    static void describe(Context context, InputPositions positions, long staleMillis) {
        String position = positions.toString();
        if (position.length() <= LONGEST_POSITION) {
            context.header(POSITION_HEADER, position);
        }
        if (staleMillis > 0) {
            context.header(STALENESS_HEADER, Long.toString(staleMillis));
        }
    }

    static ErrorBody refusedPosition(String reason) {
        return ErrorBody.invalidParameter(POSITION_HEADER + " " + reason);
    }

    /** Null where absent. One that is given twice reads as in Rocket.Chat's Node.js, joined: nobody's id or token. */
    static String header(Context context, String name) {
        List<String> values = Collections.list(context.req().getHeaders(name));
        return values.isEmpty() ? null : String.join(", ", values);
    }
}
