package dev.livechatmetrics.query.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A route behind the gate: its handler comes to hear of a request only together with a permit. */
final class GuardedRoute implements Handler, Closeable {
    private final Gate gate;
    private final GuardedHandler handler;

    GuardedRoute(Gate gate, GuardedHandler handler) {
        this.gate = gate;
        this.handler = handler;
    }

    @Override
    public void handle(Context context) throws Exception {
        context.header("Cache-Control", "no-store");
        Optional<Permit> permit = gate.admit(context, handler.notLoggedIn());
        if (permit.isPresent()) {
            handler.handle(context, permit.get());
        }
    }

    @Override
    public void close() throws IOException {
        if (handler instanceof Closeable open) {
            open.close();
        }
    }
}
