package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.series.Series;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

/** Any metric over time: who asks, what is asked, and the series or the error that comes of it. */
final class SeriesEndpoint implements Handler {
    static final String PATH = "/api/v1/metrics/series";

    private static final String CSV_TYPE = "text/csv; charset=utf-8; header=present";

    private final Access access;
    private final Answers answers;

    SeriesEndpoint(Access access, Answers answers) {
        this.access = access;
        this.answers = answers;
    }

    @Override
    public void handle(Context context) {
        context.header("Cache-Control", "no-store");
        String userId = ChartsDataEndpoint.header(context, ChartsDataEndpoint.USER_ID_HEADER);
        String token = ChartsDataEndpoint.header(context, ChartsDataEndpoint.TOKEN_HEADER);
        switch (access.decide(userId, token)) {
            case NOT_LOGGED_IN -> ErrorBody.NOT_LOGGED_IN.send(context);
            case NO_PERMISSION -> ErrorBody.NO_PERMISSION.send(context);
            case ALLOWED -> answer(context);
        }
    }

    private void answer(Context context) {
        try {
            SeriesParameters.Asked asked = SeriesParameters.asked(context.queryString());
            Optional<InputPositions> atLeast = ChartsDataEndpoint.atLeast(context);
            if (atLeast.isPresent()) {
                answer(context, answers.series(asked.question(), atLeast.get()), asked.csv());
            }
        } catch (ChartParameters.Invalid invalid) {
            ErrorBody.invalidParameter(invalid.getMessage()).send(context);
        }
    }

    private static void answer(Context context, Series.Result result, boolean csv) {
        if (result instanceof Series.Result.Answer series) {
            ChartsDataEndpoint.describe(context, series.positions(), series.staleMillis());
            context.contentType(csv ? CSV_TYPE : "application/json")
                    .result(csv ? series.body().toCsv() : series.body().toJson());
        } else if (result instanceof Series.Result.TooMany many) {
            ErrorBody.invalidParameter(SeriesParameters.tooMany(many.series(), many.pointsEach()))
                    .send(context);
        } else if (result instanceof Series.Result.Refused refused) {
            ChartsDataEndpoint.refusedPosition(refused.reason()).send(context);
        } else if (result instanceof Series.Result.Unavailable unavailable) {
            ErrorBody.storesUnavailable(unavailable.reason()).send(context);
        }
    }
}
