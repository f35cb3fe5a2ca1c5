package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.tls.ServerIdentity;
import io.javalin.config.JettyConfig;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** How Jetty listens: within limits, silent about itself, and ending only when the requests in flight have their answer. */
final class JettySettings {
    private static final int MIN_THREADS = 8;
    private static final int THREAD_IDLE_MILLIS = 60_000;

    /** How long a connection without a request may hold up a stop. */
    private static final long STOP_IDLE_MILLIS = 200;

    /** At the files of the certificate. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private JettySettings() {}

    static void apply(JettyConfig jetty, Listener listener, HttpLimits limits, Metrics metrics) {
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
        jetty.addConnector((server, http) -> connector(server, http, listener, limits));
        jetty.modifyServer(server -> {
            QoSHandler charts = new QoSHandler();
            charts.includePath(listener.basePath() + "/api/*");
            // Streams stay open and have a bound of their own. The pattern has the path itself, and that with a slash,
            // too.
            charts.excludePath(listener.basePath() + LiveEndpoint.PATH + "/*");
            charts.setMaxRequestCount(limits.charts());
            charts.setMaxSuspendedRequestCount(limits.waitingCharts());
            charts.setMaxSuspend(limits.longestWait());
            server.insertHandler(charts);
            server.insertHandler(new GracefulHandler());
            server.setStopTimeout(limits.stop().toMillis());
            server.setErrorHandler(new JettyErrors(metrics));
        });
        jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors(metrics)));
    }

    private static Connector connector(Server server, HttpConfiguration http, Listener listener, HttpLimits limits) {
        ServerConnector connector = listener.identity()
                .map(identity -> secured(server, http, identity))
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
        connector.setHost(listener.host());
        connector.setPort(listener.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
        return connector;
    }

    private static ServerConnector secured(Server server, HttpConfiguration http, ServerIdentity identity) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(identity.read());
        tls.setKeyStorePassword(ServerIdentity.PASSWORD);
        server.addBean(new CertificateWatch(identity, tls, BETWEEN_LOOKS));
        // One certificate serves whatever name the server is reached by: probes come to its address.
        http.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory factory = new HttpConnectionFactory(http);
        return new ServerConnector(server, new SslConnectionFactory(tls, factory.getProtocol()), factory);
    }
}
