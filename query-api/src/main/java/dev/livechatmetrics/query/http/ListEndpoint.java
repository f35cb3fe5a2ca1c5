package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.listing.Listed;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

/** A route that lists something: who asks, what is asked, and the list or the error that comes of it. */
abstract class ListEndpoint<T> implements Handler {
    private final Access access;

    ListEndpoint(Access access) {
        this.access = access;
    }

    /** What a request asks for, to be answered from partitions that have read so far. */
    @FunctionalInterface
    interface Asked<T> {
        Listed<T> answer(InputPositions atLeast);
    }

    abstract Asked<T> asked(Context context) throws ChartParameters.Invalid;

    /** The answer as it is sent. */
    abstract byte[] body(T list);

    @Override
    public final void handle(Context context) {
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
            Asked<T> asked = asked(context);
            Optional<InputPositions> atLeast = ChartsDataEndpoint.atLeast(context);
            if (atLeast.isPresent()) {
                answer(context, asked.answer(atLeast.get()));
            }
        } catch (ChartParameters.Invalid invalid) {
            ErrorBody.invalidParameter(invalid.getMessage()).send(context);
        }
    }

    private void answer(Context context, Listed<T> listed) {
        if (listed instanceof Listed.Whole<T> whole) {
            ChartsDataEndpoint.describe(context, whole.positions(), whole.staleMillis());
            context.contentType("application/json").result(body(whole.value()));
        } else if (listed instanceof Listed.Refused<T> refused) {
            ChartsDataEndpoint.refusedPosition(refused.reason()).send(context);
        } else if (listed instanceof Listed.Unavailable<T> unavailable) {
            ErrorBody.storesUnavailable(unavailable.reason()).send(context);
        }
    }
}
