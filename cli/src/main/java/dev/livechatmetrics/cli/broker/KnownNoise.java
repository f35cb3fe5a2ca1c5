package dev.livechatmetrics.cli.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.slf4j.Marker;

/** Drops the warnings that every start and stop of a healthy single broker brings (Kafka 4.3.1); used by logback.xml. */
public final class KnownNoise extends TurboFilter {
    private static final List<String> HEALTHY = List.of(
            "Performing controller activation.", "Attempting to close NetworkClient that has already been closed.");

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        boolean known =
                level == Level.WARN && format != null && HEALTHY.stream().anyMatch(format::contains);
        return known ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
