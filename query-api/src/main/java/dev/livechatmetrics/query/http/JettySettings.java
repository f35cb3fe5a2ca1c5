package dev.livechatmetrics.query.http;

import io.javalin.config.JettyConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** How Jetty listens: within limits, silent about itself, and ending only when the requests in flight have their answer. */
final class JettySettings {
    private static final int MIN_THREADS = 8;
    private static final int THREAD_IDLE_MILLIS = 60_000;

    /** How long a connection without a request may hold up a stop. */
    private static final long STOP_IDLE_MILLIS = 200;

    private JettySettings() {}

    static void apply(JettyConfig jetty, String host, int port, HttpLimits limits) {
        QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), MIN_THREADS, THREAD_IDLE_MILLIS);
        threads.setName("http");
        jetty.threadPool = threads;
        jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(limits.headerBytes());
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
            // Refuses paths that could be read in two ways.
            http.setUriCompliance(UriCompliance.DEFAULT);
        });
        jetty.addConnector((server, http) -> connector(server, http, host, port, limits));
        jetty.modifyServer(server -> {
            QoSHandler charts = new QoSHandler();
            charts.includePath("/api/*");
            // Streams stay open and have a bound of their own.
            charts.excludePath(LiveEndpoint.PATH);
            charts.setMaxRequestCount(limits.charts());
            charts.setMaxSuspendedRequestCount(limits.waitingCharts());
            charts.setMaxSuspend(limits.longestWait());
            server.insertHandler(charts);
            server.insertHandler(new GracefulHandler());
            server.setStopTimeout(limits.stop().toMillis());
            server.setErrorHandler(new JettyErrors());
        });
        jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
    }

    private static Connector connector(
            Server server, HttpConfiguration http, String host, int port, HttpLimits limits) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
        return connector;
    }
}
