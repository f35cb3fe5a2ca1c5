package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.cluster.PeerRoute;
import dev.livechatmetrics.query.source.WebhookIntake;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: every route with who may use it. */
public final class ApiServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    /** A page loads nothing from elsewhere and runs no script but its own. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String DASHBOARD = "/dashboard";
    private static final String API_DOCS = "/api-docs";
    private static final String API = "/api/";
    private static final String API_PATHS = API + "*";
    private static final String STARTED_NANOS = "started-nanos";

    private final Javalin javalin;
    private final int port;
    private final List<Closeable> endless;

    /** {@code endless}: what would never be answered to its end by itself. */
    private ApiServer(Javalin javalin, List<Closeable> endless) {
        this.javalin = javalin;
        this.port = javalin.port();
        this.endless = endless;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @throws ListenException where the address cannot be listened at
     */
    public static ApiServer start(String host, int port, Access access, Answers answers, Metrics metrics) {
        return start(host, port, routes(access, answers, metrics), metrics);
    }

    /** The same for an instance that other instances ask, where they share a secret, and Rocket.Chat, where it has a token. */
    public static ApiServer start(
            Listener listener,
            Gate gate,
            Answers answers,
            PeerAnswers peers,
            Optional<WebhookIntake> webhooks,
            Metrics metrics) {
        Map<String, Handler> posts = new LinkedHashMap<>(peerRoutes(peers));
        posts.putAll(webhookRoutes(webhooks, metrics));
        posts.replaceAll((path, handler) -> gate.audited(handler));
        return start(listener, routes(gate, answers, metrics), posts, metrics, HttpLimits.DEFAULT);
    }

    /** Starts to listen, with routes by their paths: those of {@link #routes}, and what else is to be served so. */
    public static ApiServer start(String host, int port, Map<String, Handler> routes, Metrics metrics) {
        return start(Listener.plain(host, port), routes, Map.of(), metrics, HttpLimits.DEFAULT);
    }

    static ApiServer start(
            Listener listener,
            Map<String, Handler> routes,
            Map<String, Handler> posts,
            Metrics metrics,
            HttpLimits limits) {
        String base = listener.basePath();
        Cors cors = new Cors(listener.origins());
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.prefer405over404 = true;
            JettySettings.apply(config.jetty, listener, limits, metrics);
            pages(config, base.isEmpty() ? "/" : base, DASHBOARD);
            pages(config, base + API_DOCS, API_DOCS);
            folder(config, base);
            folder(config, base + API_DOCS);
            routes.forEach((path, handler) -> {
                config.routes.get(base + path, handler);
                // Left alone, HEAD would be 200 whatever GET is, and asked of nobody.
                config.routes.head(base + path, handler);
            });
            // Other instances do not come through the proxy that the base path is for.
            posts.forEach(
                    (path, handler) -> config.routes.post(path.equals(PeerRoute.PATH) ? path : base + path, handler));
            if (!cors.isOff()) {
                config.routes.before(base + API_PATHS, cors::allow);
                routes.keySet().stream()
                        .filter(path -> path.startsWith(API))
                        .forEach(path -> config.routes.options(base + path, cors::preflight));
            }
            measured(config, metrics, base);
            failures(config);
        });
        try {
            javalin.start();
        } catch (JavalinException refused) {
            throw new ListenException("Cannot listen at " + listener.host() + ":" + listener.port()
                    + " (HTTP_HOST, HTTP_PORT): it is in use, not allowed, or not an address of this machine.");
        }
        return new ApiServer(
                javalin,
                routes.values().stream()
                        .filter(Closeable.class::isInstance)
                        .map(Closeable.class::cast)
                        .toList());
    }

    /** The port that is, or was, listened at. */
    public int port() {
        return port;
    }

    /** Every route but the files of pages, for whoever may ask, as often as he likes. */
    public static Map<String, Handler> routes(Access access, Answers answers, Metrics metrics) {
        return routes(Gate.unlimited(access), answers, metrics);
    }

    /** Every route but the files of pages. What tells of conversations stands behind the gate. */
    static Map<String, Handler> routes(Gate gate, Answers answers, Metrics metrics) {
        Map<String, Handler> routes = new LinkedHashMap<>();
        Handler charts = gate.before(new ChartsDataEndpoint(answers));
        ChartsDataEndpoint.PATHS.forEach(path -> routes.put(path, charts));
        routes.put(SeriesEndpoint.PATH, gate.before(new SeriesEndpoint(answers)));
        routes.put(DepartmentsEndpoint.PATH, gate.before(new DepartmentsEndpoint(answers)));
        routes.put(ConversationsEndpoint.PATH, gate.before(new ConversationsEndpoint(answers)));
        HealthEndpoints health = new HealthEndpoints(answers);
        routes.put(HealthEndpoints.LIVE_PATH, health::live);
        routes.put(HealthEndpoints.READY_PATH, health::ready);
        routes.put(Metrics.PATH, metrics::handle);
        routes.put(SettingsEndpoint.PATH, gate.before(new SettingsEndpoint(answers.reportingZone())));
        LiveSource inputs = new InputLiveSource(answers, Clock.systemUTC());
        routes.put(
                LiveEndpoint.PATH, gate.before(new LiveEndpoint(new LiveStreams(inputs, LiveLimits.DEFAULT, metrics))));
        routes.put(OpenApiEndpoint.PATH, new OpenApiEndpoint());
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

    private static void pages(JavalinConfig config, String path, String directory) {
        config.staticFiles.add(files -> {
            files.hostedPath = path;
            files.directory = directory;
            files.location = Location.CLASSPATH;
            files.headers = Map.of(
                    "Cache-Control", "no-cache",
                    "Content-Security-Policy", CONTENT_SECURITY_POLICY,
                    "Referrer-Policy", "no-referrer",
                    "X-Content-Type-Options", "nosniff");
        });
    }

    /** The addresses in a page are relative to its folder, whatever a proxy puts before them; so is this one. */
    private static void folder(JavalinConfig config, String path) {
        config.routes.before(path, context -> {
            if (!path.isEmpty() && context.path().equals(path)) {
                context.redirect(path.substring(path.lastIndexOf('/') + 1) + "/", HttpStatus.PERMANENT_REDIRECT);
                context.skipRemainingHandlers();
            }
        });
    }

    private static void measured(JavalinConfig config, Metrics metrics, String base) {
        config.routes.before(context -> context.attribute(STARTED_NANOS, System.nanoTime()));
        config.routes.after(context -> {
            context.header("X-Content-Type-Options", "nosniff");
            measure(context, metrics, base);
        });
    }

    private static void measure(Context context, Metrics metrics, String base) {
        Long startedNanos = context.attribute(STARTED_NANOS);
        // Only routes that were matched: a path that anyone can make up must not become a label.
        Endpoint endpoint = context.endpoints().lastHttpEndpoint();
        // A stream has no time to answer; its end would pass for one.
        boolean streamed = context.req().isAsyncStarted();
        if (startedNanos != null && endpoint != null && !streamed) {
            String route =
                    endpoint.path.startsWith(base + "/") ? endpoint.path.substring(base.length()) : endpoint.path;
            metrics.record(route, context.statusCode(), Duration.ofNanos(System.nanoTime() - startedNanos));
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
        endless.forEach(ApiServer::end);
        try {
            javalin.stop();
        } catch (JavalinException late) {
            // Javalin has logged why.
            LOG.warn("Some requests had no answer yet when the server stopped");
        }
    }

    private static void end(Closeable part) {
        try {
            part.close();
        } catch (IOException failed) {
            LOG.warn("A part of the server did not end cleanly", failed);
        }
    }
}
