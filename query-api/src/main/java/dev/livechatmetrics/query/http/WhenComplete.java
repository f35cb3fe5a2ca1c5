package dev.livechatmetrics.query.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Runs something once an asynchronous response is complete. */
record WhenComplete(Runnable then) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
        then.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // It has none.
    }

    /** The container would answer an error page, where the response may have begun. */
    @Override
    public void onError(AsyncEvent event) {
        event.getAsyncContext().complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It is never begun anew.
    }
}
