package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.series.Series;
import dev.livechatmetrics.query.series.SeriesQuestion;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Any metric over time: what is asked, and the series or the error that comes of it. */
final class SeriesEndpoint implements GuardedHandler {
    static final String PATH = "/api/v1/metrics/series";

    private static final String CSV_TYPE = "text/csv; charset=utf-8; header=present";

    private final Answers answers;

    SeriesEndpoint(Answers answers) {
        this.answers = answers;
    }

    @Override
    public void handle(Context context, Permit permit) {
        try {
            SeriesParameters.Asked asked = SeriesParameters.asked(context.queryString());
            Optional<SeriesQuestion> question = permitted(asked.question(), permit);
            Optional<InputPositions> atLeast = question.flatMap(any -> ChartsDataEndpoint.atLeast(context));
            if (atLeast.isPresent()) {
                answer(context, answers.series(question.get(), atLeast.get()), asked.csv());
            }
        } catch (QueryParameters.Invalid invalid) {
            ErrorBody.invalidParameter(invalid.getMessage()).send(context);
        }
    }

    /** The question of what may be heard of; departments that are named stay in their order. */
    private static Optional<SeriesQuestion> permitted(SeriesQuestion question, Permit permit) {
        return permit.covered(question.departments().orElse(List.of()))
                .map(covered -> question.of(
                        question.departments().or(() -> covered.limits().map(List::copyOf))));
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
