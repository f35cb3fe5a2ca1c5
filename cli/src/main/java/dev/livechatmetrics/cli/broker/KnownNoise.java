package dev.livechatmetrics.cli.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.NotControllerException;
import org.slf4j.Marker;

/**
 * Drops what Kafka 4.3.1 warns about whenever a healthy single broker starts or stops; used by logback.xml. Until the
 * broker has registered anew, its transaction coordinator looks for it at the port of the run before, and its controller
 * does not know that it is the active one. Kafka Streams warns about settings of threads that this topology has not.
 */
public final class KnownNoise extends TurboFilter {
    private static final List<String> HEALTHY = List.of(
            "Processing exception handler is not enabled for the GlobalThread.", // there is none
            "Failed to start Javalin", // what is wrong with the address is said in a sentence of ours
            "Performing controller activation.",
            "Attempting to close NetworkClient that has already been closed.",
            "[TransactionCoordinator id=" + BrokerProperties.NODE_ID + "] Connection to node ");

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        if (!level.isGreaterOrEqual(Level.WARN) || format == null) {
            return FilterReply.NEUTRAL;
        }
        // A transaction that begins before the last one has wholly ended; the producer tries again by itself.
        boolean transactionEnding = format.contains("Got error produce response")
                && arguments != null
                && Arrays.asList(arguments).contains("CONCURRENT_TRANSACTIONS");
        boolean registersTooEarly = format.contains("CONTROLLER_REGISTRATION")
                && thrown != null
                && thrown.getCause() instanceof NotControllerException;
        return registersTooEarly || transactionEnding || HEALTHY.stream().anyMatch(format::contains)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
