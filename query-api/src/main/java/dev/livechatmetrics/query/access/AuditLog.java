package dev.livechatmetrics.query.access;

import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each refused request, at the logger {@link #NAME}. It never holds a token, and of a user's id the start of
 * its hash alone: who knows the id finds its lines, and what somebody typed in the place of an id stays unknown. A flood of
 * refusals writes {@link #LINES_A_MINUTE}; the next line counts those that were left out.
 */
public final class AuditLog {
    public static final String NAME = "livechat-metrics.audit";

    static final int LINES_A_MINUTE = 120;

    private static final int SHOWN_BYTES = 6;

    private final Logger log = LoggerFactory.getLogger(NAME);
    private final RateLimit lines;
    private final Clock clock;
    private final AtomicLong omitted = new AtomicLong();

    public AuditLog() {
        this(new RateLimit(LINES_A_MINUTE), Clock.systemUTC());
    }

    AuditLog(RateLimit lines, Clock clock) {
        this.lines = lines;
        this.clock = clock;
    }

    /** Why a request was refused. */
    public enum Reason {
        NO_CREDENTIALS,
        UNKNOWN_CREDENTIALS,
        NO_PERMISSION,
        OTHER_DEPARTMENT,
        TOO_MANY_REQUESTS,
        TOO_MANY_FAILED_SIGN_INS,
        TOO_MANY_STREAMS,
        JUDGE_UNAVAILABLE;

        private String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Writes the line of a refusal.
     *
     * @param route the route's path as it is registered, never the address that was asked for
     * @param userId null where none was named
     */
    public void refused(String route, int status, Reason reason, String userId, String address) {
        if (!lines.take("").hadOne()) {
            omitted.incrementAndGet();
            return;
        }
        long before = omitted.getAndSet(0);
        log.warn(
                "time={} route={} status={} reason={} user={} address={}{}",
                clock.instant(),
                route,
                status,
                reason.text(),
                userId == null ? "none" : hashed(userId),
                address,
                before == 0 ? "" : " omitted=" + before);
    }

    private static String hashed(String userId) {
        return HexFormat.of().formatHex(Sha256.of(userId), 0, SHOWN_BYTES);
    }
}
