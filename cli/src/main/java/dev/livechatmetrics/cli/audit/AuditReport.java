package dev.livechatmetrics.cli.audit;

import java.time.Duration;
import java.util.Locale;

/**
 * What an audit came to, and what it cost.
 *
 * @param answers how many answers were held against the events, and {@code points} how many points they have
 * @param askedAgain how often an answer was asked for again, as events came while it was read
 * @param eventsRead records that were read from the topics, those that were read twice counted twice
 * @param reading the time that took, without that of the API
 */
public record AuditReport(
        long answers,
        long points,
        long differences,
        long conversations,
        long askedAgain,
        long eventsRead,
        Duration reading,
        Duration total) {

    @Override
    public String toString() {
        double seconds = Math.max(1, reading.toMillis()) / 1_000.0;
        String again = askedAgain == 0
                ? ""
                : " (" + askedAgain + " answers were asked for again, as events came while they were read)";
        return String.format(
                Locale.ROOT,
                "compared %d points of %d answers with %d conversations: %d differences%s%nread %d records in %.1f s, %d"
                        + " a second; %.1f s in all",
                points,
                answers,
                conversations,
                differences,
                again,
                eventsRead,
                seconds,
                Math.round(eventsRead / seconds),
                total.toMillis() / 1_000.0);
    }
}
