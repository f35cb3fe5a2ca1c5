package dev.livechatmetrics.cli.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.slf4j.Marker;

/**
 * Drops what Kafka 4.3.1 warns about although all is well, as a single broker starts or stops and as transactions follow
 * one another; used by logback.xml. Until the
 * broker has registered anew, its transaction coordinator looks for it at the port of the run before, and its controller
 * does not know that it is the active one. Kafka Streams warns about settings of threads that this topology has not.
 */
public final class KnownNoise extends TurboFilter {
    private static final List<String> HEALTHY = List.of(
            "Processing exception handler is not enabled for the GlobalThread.", // there is none
            "Failed to start Javalin", // what is wrong with the address is said in a sentence of ours
            "Failed to delete state store directory of ", // of a killed process: the name of the instance stays there
            "Performing controller activation.",
            "Attempting to close NetworkClient that has already been closed.",
            "[TransactionCoordinator id=" + BrokerProperties.NODE_ID + "] Connection to node ");

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        if (!level.isGreaterOrEqual(Level.WARN) || format == null) {
            return FilterReply.NEUTRAL;
        }
        // A transaction that begins before the last one has wholly ended: the producer sends the first batch again by
        // itself,
        // and those after it, which came too early for that. Kafka's clients hand over the text with its arguments in
        // it.
        boolean transactionEnding = format.contains("Got error produce response")
                && (format.contains("CONCURRENT_TRANSACTIONS") || format.contains("OUT_OF_ORDER_SEQUENCE_NUMBER"));
        boolean sentTooEarly = format.contains("Error processing append operation on partition")
                && thrown instanceof OutOfOrderSequenceException;
        boolean registersTooEarly = format.contains("CONTROLLER_REGISTRATION")
                && thrown != null
                && thrown.getCause() instanceof NotControllerException;
        return registersTooEarly
                        || transactionEnding
                        || sentTooEarly
                        || HEALTHY.stream().anyMatch(format::contains)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
