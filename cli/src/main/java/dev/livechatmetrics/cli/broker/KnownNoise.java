package dev.livechatmetrics.cli.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.apache.kafka.common.errors.NotControllerException;
import org.slf4j.Marker;

/**
 * Drops what Kafka 4.3.1 warns about whenever a healthy single broker starts or stops; used by logback.xml. Until the
 * broker has registered anew, its transaction coordinator looks for it at the port of the run before, and its controller
 * does not know that it is the active one.
 */
public final class KnownNoise extends TurboFilter {
    private static final List<String> HEALTHY = List.of(
            "Performing controller activation.",
            "Attempting to close NetworkClient that has already been closed.",
            "[TransactionCoordinator id=" + BrokerProperties.NODE_ID + "] Connection to node ");

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        if (!level.isGreaterOrEqual(Level.WARN) || format == null) {
            return FilterReply.NEUTRAL;
        }
        boolean registersTooEarly = format.contains("CONTROLLER_REGISTRATION")
                && thrown != null
                && thrown.getCause() instanceof NotControllerException;
        return registersTooEarly || HEALTHY.stream().anyMatch(format::contains)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
