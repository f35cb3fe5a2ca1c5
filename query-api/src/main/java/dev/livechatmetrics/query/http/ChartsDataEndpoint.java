package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.http.ChartDialect.Asked;
import dev.livechatmetrics.schemas.chart.ChartBody;
import io.javalin.http.Context;
import io.javalin.http.Handler;
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

    private static final String JSON = "application/json";

    private static final String POSITION_TAKES =
            POSITION_HEADER + " takes what an answer or send --wait gave, such as conversations=12,,7;messages=40,3,9.";

    /** A header of about 300 partitions; a longer one would be refused where it is sent back. */
    private static final int LONGEST_POSITION = 4_000;

    private final Access access;
    private final Answers answers;
    private final ChartDialect dialect;

    ChartsDataEndpoint(Access access, Answers answers) {
        this.access = access;
        this.answers = answers;
        this.dialect = ChartDialect.of(answers.compatibility());
    }

    @Override
    public void handle(Context context) {
        context.header("Cache-Control", "no-store");
        switch (Caller.of(context).decide(access)) {
            case NOT_LOGGED_IN -> dialect.notLoggedIn().send(context);
            case NO_PERMISSION -> ErrorBody.NO_PERMISSION.send(context);
            case ALLOWED -> answer(context);
        }
    }

    private void answer(Context context) {
        try {
            Asked asked = dialect.reading().read(context.queryString());
            if (asked instanceof Asked.Question question) {
                answer(context, question);
            } else if (asked instanceof Asked.Nothing nothing) {
                context.contentType(JSON).result(ChartBody.withoutPoints(nothing.chartName()));
            }
        } catch (ChartParameters.Invalid invalid) {
            ErrorBody.invalidParameter(invalid.getMessage()).send(context);
        }
    }

    private void answer(Context context, Asked.Question asked) {
        String position = Caller.header(context, POSITION_HEADER);
        Optional<InputPositions> atLeast =
                position == null ? Optional.of(InputPositions.NONE) : InputPositions.parse(position);
        if (atLeast.isEmpty()) {
            ErrorBody.invalidParameter(POSITION_TAKES).send(context);
            return;
        }
        answer(context, answers.answer(asked.question(), atLeast.get()));
    }

    private static void answer(Context context, Charts.Result result) {
        if (result instanceof Charts.Result.Chart chart) {
            String position = chart.positions().toString();
            if (position.length() <= LONGEST_POSITION) {
                context.header(POSITION_HEADER, position);
            }
            if (chart.staleMillis() > 0) {
                context.header(STALENESS_HEADER, Long.toString(chart.staleMillis()));
            }
            context.contentType(JSON).result(chart.body().toBytes());
        } else if (result instanceof Charts.Result.Refused refused) {
            ErrorBody.invalidParameter(POSITION_HEADER + " " + refused.reason()).send(context);
        } else if (result instanceof Charts.Result.Unavailable unavailable) {
            ErrorBody.storesUnavailable(unavailable.reason()).send(context);
        }
    }
}
