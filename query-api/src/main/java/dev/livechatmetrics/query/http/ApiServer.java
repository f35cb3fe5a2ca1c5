package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.cluster.PeerRoute;
import dev.livechatmetrics.query.source.WebhookIntake;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.staticfiles.Location;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: every route with who may use it. */
public final class ApiServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    /** The dashboard loads nothing from elsewhere and runs no script but its own. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String DASHBOARD = "/dashboard";
    private static final String STARTED_NANOS = "started-nanos";

    private final Javalin javalin;
    private final int port;

    private ApiServer(Javalin javalin) {
        this.javalin = javalin;
        this.port = javalin.port();
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @throws ListenException where the address cannot be listened at
     */
    public static ApiServer start(String host, int port, Access access, Answers answers, Metrics metrics) {
        return start(host, port, routes(access, answers, metrics), Map.of(), metrics, HttpLimits.DEFAULT);
    }

    /** The same for an instance that other instances ask, where they share a secret, and Rocket.Chat, where it has a token. */
    public static ApiServer start(
            String host,
            int port,
            Access access,
            Answers answers,
            PeerAnswers peers,
            Optional<WebhookIntake> webhooks,
            Metrics metrics) {
        Map<String, Handler> posts = new LinkedHashMap<>(peerRoutes(peers));
        posts.putAll(webhookRoutes(webhooks, metrics));
        return start(host, port, routes(access, answers, metrics), posts, metrics, HttpLimits.DEFAULT);
    }

    /** Starts to listen, with routes by their paths: those of {@link #routes}, and what else is to be served so. */
    public static ApiServer start(String host, int port, Map<String, Handler> routes, Metrics metrics) {
        return start(host, port, routes, Map.of(), metrics, HttpLimits.DEFAULT);
    }

    static ApiServer start(
            String host,
            int port,
            Map<String, Handler> routes,
            Map<String, Handler> posts,
            Metrics metrics,
            HttpLimits limits) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.prefer405over404 = true;
            JettySettings.apply(config.jetty, host, port, limits);
            dashboard(config);
            routes.forEach((path, handler) -> {
                config.routes.get(path, handler);
                // Left alone, HEAD would be 200 whatever GET is, and asked of nobody.
                config.routes.head(path, handler);
            });
            posts.forEach(config.routes::post);
            measured(config, metrics);
            failures(config);
        });
        try {
            javalin.start();
        } catch (JavalinException refused) {
            throw new ListenException("Cannot listen at " + host + ":" + port
                    + " (HTTP_HOST, HTTP_PORT): it is in use, not allowed, or not an address of this machine.");
        }
        return new ApiServer(javalin);
    }

    /** The port that is, or was, listened at. */
    public int port() {
        return port;
    }

    /** Every route but the dashboard's files. */
    public static Map<String, Handler> routes(Access access, Answers answers, Metrics metrics) {
        Map<String, Handler> routes = new LinkedHashMap<>();
        ChartsDataEndpoint charts = new ChartsDataEndpoint(access, answers);
        ChartsDataEndpoint.PATHS.forEach(path -> routes.put(path, charts));
        routes.put(SeriesEndpoint.PATH, new SeriesEndpoint(access, answers));
        routes.put(DepartmentsEndpoint.PATH, new DepartmentsEndpoint(access, answers));
        routes.put(ConversationsEndpoint.PATH, new ConversationsEndpoint(access, answers));
        HealthEndpoints health = new HealthEndpoints(answers);
        routes.put(HealthEndpoints.LIVE_PATH, health::live);
        routes.put(HealthEndpoints.READY_PATH, health::ready);
        routes.put(Metrics.PATH, metrics::handle);
        return routes;
    }

    /** Those by which other instances ask, all of them POST: none where there is no secret. */
    static Map<String, Handler> peerRoutes(PeerAnswers peers) {
        return peers.sharesSecret() ? Map.of(PeerRoute.PATH, new PeerEndpoint(peers)) : Map.of();
    }

    /** Those by which Rocket.Chat tells what happens, all of them POST: none where no token is set. */
    static Map<String, Handler> webhookRoutes(Optional<WebhookIntake> webhooks, Metrics metrics) {
        return webhooks.map(intake -> Map.<String, Handler>of(
                        RocketChatWebhookEndpoint.PATH, new RocketChatWebhookEndpoint(intake, metrics)))
                .orElse(Map.of());
    }

    private static void dashboard(JavalinConfig config) {
        config.staticFiles.add(files -> {
            files.directory = DASHBOARD;
            files.location = Location.CLASSPATH;
            files.headers = Map.of(
                    "Cache-Control", "no-cache",
                    "Content-Security-Policy", CONTENT_SECURITY_POLICY,
                    "Referrer-Policy", "no-referrer",
                    "X-Content-Type-Options", "nosniff");
        });
    }

    private static void measured(JavalinConfig config, Metrics metrics) {
        config.routes.before(context -> context.attribute(STARTED_NANOS, System.nanoTime()));
        config.routes.after(context -> {
            context.header("X-Content-Type-Options", "nosniff");
            measure(context, metrics);
        });
    }

    private static void measure(Context context, Metrics metrics) {
        Long startedNanos = context.attribute(STARTED_NANOS);
        // Only routes that were matched: a path that anyone can make up must not become a label.
        Endpoint endpoint = context.endpoints().lastHttpEndpoint();
        if (startedNanos != null && endpoint != null) {
            metrics.record(endpoint.path, context.statusCode(), Duration.ofNanos(System.nanoTime() - startedNanos));
        }
    }

    private static void failures(JavalinConfig config) {
        config.routes.exception(Exception.class, (failure, context) -> {
            LOG.error("A request failed", failure);
            ErrorBody.INTERNAL.send(context);
        });
        config.router.javaLangErrorHandler((response, failure) -> {
            LOG.error("A request failed", failure);
            send(ErrorBody.INTERNAL, response);
        });
        config.routes.error(404, ErrorBody.NOT_FOUND::send);
        config.routes.error(405, ErrorBody.METHOD_NOT_ALLOWED::send);
    }

    private static void send(ErrorBody error, HttpServletResponse response) {
        error.headers().forEach(response::setHeader);
        response.setStatus(error.status());
        response.setContentType(ErrorBody.CONTENT_TYPE);
        try {
            response.getOutputStream().write(error.json().getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            LOG.debug("Nobody waits for the answer any more", gone);
        }
    }

    /** Takes no more requests, and returns when those in flight are answered or the time for that is up. */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException late) {
            // Javalin has logged why.
            LOG.warn("Some requests had no answer yet when the server stopped");
        }
    }
}
