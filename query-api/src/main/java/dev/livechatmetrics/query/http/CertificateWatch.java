package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.tls.ServerIdentity;
import dev.livechatmetrics.query.tls.TlsException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a new certificate into use once its files were changed; connections that are open keep the old one. Files that
 * cannot be used, as between the replacement of one and the other, are said once and the certificate stays.
 */
final class CertificateWatch extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final ServerIdentity identity;
    private final SslContextFactory.Server tls;
    private final Duration pause;
    private final Scheduler scheduler = new ScheduledExecutorScheduler("certificate", true);
    private String version;

    CertificateWatch(ServerIdentity identity, SslContextFactory.Server tls, Duration pause) {
        this.identity = identity;
        this.tls = tls;
        this.pause = pause;
        this.version = identity.version();
    }

    @Override
    protected void doStart() throws Exception {
        scheduler.start();
        lookLater();
    }

    @Override
    protected void doStop() throws Exception {
        scheduler.stop();
    }

    private void lookLater() {
        scheduler.schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            String now = identity.version();
            if (!now.equals(version)) {
                version = now;
                KeyStore changed = identity.read();
                tls.reload(factory -> factory.setKeyStore(changed));
                LOG.info("A new TLS certificate is in use");
            }
        } catch (TlsException unusable) {
            LOG.error("{} The certificate read before stays in use.", unusable.getMessage());
        } catch (Exception failed) {
            LOG.error("The new TLS certificate cannot be taken into use", failed);
        } finally {
            lookLater();
        }
    }
}
