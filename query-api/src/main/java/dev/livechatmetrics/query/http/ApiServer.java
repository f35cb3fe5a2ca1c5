package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: every route with who may use it. */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    /** The dashboard loads nothing from elsewhere and runs no script but its own. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String STARTED_NANOS = "started-nanos";

    private final Javalin javalin;

    private ApiServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @throws ListenException where the address cannot be listened at
     */
    public static ApiServer start(String host, int port, Access access, Answers answers, Metrics metrics) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.http.prefer405over404 = true;
            config.staticFiles.add(files -> {
                files.directory = "/dashboard";
                files.location = Location.CLASSPATH;
                files.headers = Map.of(
                        "Cache-Control", "no-cache",
                        "Content-Security-Policy", CONTENT_SECURITY_POLICY,
                        "Referrer-Policy", "no-referrer",
                        "X-Content-Type-Options", "nosniff");
            });
            routes(config, access, answers, metrics);
        });
        try {
            javalin.start(host, port);
        } catch (JavalinBindException taken) {
            throw new ListenException("Cannot listen at " + host + ":" + port
                    + " (HTTP_HOST, HTTP_PORT): it is in use or not an address of this machine.");
        }
        return new ApiServer(javalin);
    }

    /** The port that is listened at. */
    public int port() {
        return javalin.port();
    }

    private static void routes(JavalinConfig config, Access access, Answers answers, Metrics metrics) {
        ChartsDataEndpoint charts = new ChartsDataEndpoint(access, answers);
        ChartsDataEndpoint.PATHS.forEach(path -> config.routes.get(path, charts));
        HealthEndpoints health = new HealthEndpoints(answers);
        config.routes.get(HealthEndpoints.LIVE_PATH, health::live);
        config.routes.get(HealthEndpoints.READY_PATH, health::ready);
        config.routes.get(Metrics.PATH, metrics::handle);

        config.routes.before(context -> context.attribute(STARTED_NANOS, System.nanoTime()));
        config.routes.after(context -> {
            context.header("X-Content-Type-Options", "nosniff");
            measure(context, metrics);
        });
        config.routes.exception(Exception.class, (failure, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), failure);
            ErrorBody.internal().send(context);
        });
        config.routes.error(404, context -> ErrorBody.notFound(context.path()).send(context));
        config.routes.error(
                405,
                context -> ErrorBody.methodNotAllowed(context.method().name()).send(context));
    }

    private static void measure(Context context, Metrics metrics) {
        Long startedNanos = context.attribute(STARTED_NANOS);
        // Only routes that were matched: a path that anyone can make up must not become a label.
        Endpoint endpoint = context.endpoints().lastHttpEndpoint();
        if (startedNanos != null && endpoint != null) {
            metrics.record(endpoint.path, context.statusCode(), Duration.ofNanos(System.nanoTime() - startedNanos));
        }
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
