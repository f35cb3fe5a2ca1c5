package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.listing.Listed;
import io.javalin.http.Context;
import java.util.Optional;

/** A route that lists something: what is asked, and the list or the error that comes of it. */
abstract class ListEndpoint<T> implements GuardedHandler {
    /** What a request asks for, to be answered from partitions that have read so far. */
    @FunctionalInterface
    interface Asked<T> {
        Listed<T> answer(InputPositions atLeast);
    }

    /** What is asked, of what may be heard of; empty where that is nothing, which is answered then. */
    abstract Optional<Asked<T>> asked(Context context, Permit permit) throws QueryParameters.Invalid;

    /** The answer as it is sent. */
    abstract byte[] body(T list);

    @Override
    public final void handle(Context context, Permit permit) {
        try {
            Optional<Asked<T>> asked = asked(context, permit);
            Optional<InputPositions> atLeast = asked.flatMap(any -> ChartsDataEndpoint.atLeast(context));
            if (atLeast.isPresent()) {
                answer(context, asked.get().answer(atLeast.get()));
            }
        } catch (QueryParameters.Invalid invalid) {
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
