package dev.livechatmetrics.query.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what Jetty refuses before a route sees it, such as a request line that is none. Jetty's own pages repeat the
 * address, name the exception and say what server this is.
 */
final class JettyErrors extends ErrorHandler {
    private final Metrics metrics;

    JettyErrors(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
            metrics.turnedAway();
        }
        ErrorBody error = ErrorBody.ofStatus(code);
        error.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ErrorBody.CONTENT_TYPE);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, error.json(), callback);
    }
}
