package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.http.ChartDialect.Asked;
import dev.livechatmetrics.schemas.chart.ChartBody;
import dev.livechatmetrics.streams.topology.Scope;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Rocket.Chat's charts-data: who asks, what is asked, and the chart or the error that comes of it. */
final class ChartsDataEndpoint implements GuardedHandler {
    /** The second path is the documentation's spelling. */
    static final List<String> PATHS = List.of(
            "/api/v1/livechat/analytics/dashboards/charts-data",
            "/api/v1/livechat/livechat/analytics/dashboards/charts-data");

    /** How far the topics of events are read that are in an answer; in a request, how far they must be. */
    static final String POSITION_HEADER = "X-Metrics-Position";

    /** How old an answer may be, in milliseconds, where a part of it comes from a copy. */
    static final String STALENESS_HEADER = "X-Metrics-Staleness-Ms";

    private static final String JSON = "application/json";

    private static final String POSITION_TAKES =
            POSITION_HEADER + " takes what an answer or send --wait gave, such as conversations=12,,7;messages=40,3,9.";

    /** A header of about 300 partitions; a longer one would be refused where it is sent back. */
    private static final int LONGEST_POSITION = 4_000;

    private final Answers answers;
    private final ChartDialect dialect;

    ChartsDataEndpoint(Answers answers) {
        this.answers = answers;
        this.dialect = ChartDialect.of(answers.compatibility());
    }

    @Override
    public ErrorBody notLoggedIn() {
        return dialect.notLoggedIn();
    }

    @Override
    public void handle(Context context, Permit permit) {
        try {
            Asked asked = dialect.reading().read(context.queryString());
            if (asked instanceof Asked.Question question) {
                answer(context, permit, question);
            } else if (asked instanceof Asked.Nothing nothing) {
                context.contentType(JSON).result(ChartBody.withoutPoints(nothing.chartName()));
            }
        } catch (QueryParameters.Invalid invalid) {
            ErrorBody.invalidParameter(invalid.getMessage()).send(context);
        }
    }

    private void answer(Context context, Permit permit, Asked.Question asked) {
        Optional<InputPositions> atLeast = atLeast(context);
        if (atLeast.isEmpty()) {
            return;
        }
        Optional<Scope> scope = permit.scope(asked.departments());
        if (scope.isPresent()) {
            answer(context, answers.answer(asked.of(scope.get()), atLeast.get()));
        }
    }

    /** How far the partitions must be read whose answer it is; empty where that was nonsense, which is answered then. */
    static Optional<InputPositions> atLeast(Context context) {
        String position = Gate.header(context, POSITION_HEADER);
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
            context.contentType(JSON).result(chart.body().toBytes());
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
}
