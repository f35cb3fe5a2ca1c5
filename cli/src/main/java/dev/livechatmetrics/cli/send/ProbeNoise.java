package dev.livechatmetrics.cli.send;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/**
 * Drops what Kafka logs of the client that asks whether anybody is there: what came of it is said in one sentence. Used by
 * logback.xml.
 */
public final class ProbeNoise extends TurboFilter {
    /** How Kafka's log names that client. */
    private static final String PROBE = "[AdminClient clientId=" + KafkaConnector.PROBE_CLIENT_ID + "] ";

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        return format != null && format.startsWith(PROBE) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
