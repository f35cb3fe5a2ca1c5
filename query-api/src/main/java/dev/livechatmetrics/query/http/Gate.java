package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.access.AllowedDepartments;
import dev.livechatmetrics.query.access.AuditLog;
import dev.livechatmetrics.query.access.AuditLog.Reason;
import dev.livechatmetrics.query.access.Decision;
import dev.livechatmetrics.query.access.RateLimit;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What every route that tells of conversations stands behind: who asks, whether he asks too often, and of which departments
 * he may hear. A handler comes to hear of a request only together with that.
 */
public final class Gate {
    static final String USER_ID_HEADER = "X-User-Id";
    static final String TOKEN_HEADER = "X-Auth-Token";

    /** As Rocket.Chat names them; the last is a time in milliseconds since 1970. */
    static final String LIMIT_HEADER = "X-RateLimit-Limit";

    static final String REMAINING_HEADER = "X-RateLimit-Remaining";
    static final String RESET_HEADER = "X-RateLimit-Reset";

    private final Access access;
    private final Optional<RateLimit> requestsOfUser;
    private final Optional<RateLimit> failuresOfAddress;
    private final ClientAddress addresses;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * @param requestsPerMinute of one user; 0 = as many as he likes
     * @param failuresPerMinute sign-ins that fail from one address; 0 = as many as it likes
     * @param addresses finds the address from which a request comes
     */
    public Gate(Access access, int requestsPerMinute, int failuresPerMinute, ClientAddress addresses) {
        this(access, limit(requestsPerMinute), limit(failuresPerMinute), addresses, new AuditLog(), Clock.systemUTC());
    }

    Gate(
            Access access,
            Optional<RateLimit> requestsOfUser,
            Optional<RateLimit> failuresOfAddress,
            ClientAddress addresses,
            AuditLog audit,
            Clock clock) {
        this.access = access;
        this.requestsOfUser = requestsOfUser;
        this.failuresOfAddress = failuresOfAddress;
        this.addresses = addresses;
        this.audit = audit;
        this.clock = clock;
    }

    /** Without limits, and without a proxy in front. */
    static Gate unlimited(Access access) {
        return new Gate(access, 0, 0, ClientAddress.DIRECT);
    }

    private static Optional<RateLimit> limit(int perMinute) {
        return perMinute == 0 ? Optional.empty() : Optional.of(new RateLimit(perMinute));
    }

    /** The handler behind this gate. */
    GuardedRoute before(GuardedHandler handler) {
        return new GuardedRoute(this, handler);
    }

    /** A handler that knows by itself who may ask: its refusals are in the same log. */
    Handler audited(Handler handler) {
        return context -> {
            handler.handle(context);
            if (context.statusCode() == ErrorBody.NOT_LOGGED_IN.status()) {
                audit(context, context.statusCode(), Reason.UNKNOWN_CREDENTIALS);
            }
        };
    }

    /**
     * What whoever asks may hear of; where there is nothing, the refusal is the answer.
     *
     * @param notLoggedIn the refusal of whoever is nobody
     */
    Optional<Permit> admit(Context context, ErrorBody notLoggedIn) {
        String userId = header(context, USER_ID_HEADER);
        String token = header(context, TOKEN_HEADER);
        return admitted(context, userId, token, notLoggedIn)
                .map(departments ->
                        new Permit(this, context, userId, departments, () -> allowed(access.decide(userId, token))));
    }

    private static Optional<AllowedDepartments> allowed(Decision decision) {
        return decision instanceof Decision.Allowed allowed ? Optional.of(allowed.departments()) : Optional.empty();
    }

    /** Refuses, with a line in the log of refusals. */
    void refuse(Context context, ErrorBody error, Reason reason) {
        audit(context, error.status(), reason);
        error.send(context);
    }

    private void audit(Context context, int status, Reason reason) {
        audit.refused(context.endpoint().path, status, reason, header(context, USER_ID_HEADER), addresses.of(context));
    }

    private Optional<AllowedDepartments> admitted(Context context, String userId, String token, ErrorBody notLoggedIn) {
        if (userId == null || token == null) {
            refuse(context, notLoggedIn, Reason.NO_CREDENTIALS);
            return Optional.empty();
        }
        String address = addresses.of(context);
        Optional<RateLimit.Level> failures = failuresOfAddress.map(limit -> limit.look(address));
        if (failures.isPresent() && !failures.get().hadOne()) {
            tooMany(context, failures.get(), Reason.TOO_MANY_FAILED_SIGN_INS);
            return Optional.empty();
        }
        Decision decision = access.decide(userId, token);
        if (decision instanceof Decision.NotLoggedIn) {
            failuresOfAddress.ifPresent(limit -> limit.take(address));
            refuse(context, notLoggedIn, Reason.UNKNOWN_CREDENTIALS);
            return Optional.empty();
        }
        if (decision instanceof Decision.Unknown unknown) {
            refuse(context, ErrorBody.judgeUnavailable(unknown.reason()), Reason.JUDGE_UNAVAILABLE);
            return Optional.empty();
        }
        if (!hasRequestLeft(context, userId)) {
            return Optional.empty();
        }
        if (decision instanceof Decision.NoPermission) {
            refuse(context, ErrorBody.NO_PERMISSION, Reason.NO_PERMISSION);
        }
        return allowed(decision);
    }

    private boolean hasRequestLeft(Context context, String userId) {
        if (requestsOfUser.isEmpty()) {
            return true;
        }
        RateLimit.Level level = requestsOfUser.get().take(userId);
        headers(context, level);
        if (!level.hadOne()) {
            tooMany(context, level, Reason.TOO_MANY_REQUESTS);
        }
        return level.hadOne();
    }

    private void tooMany(Context context, RateLimit.Level level, Reason reason) {
        headers(context, level);
        refuse(context, ErrorBody.tooManyRequests(wholeSeconds(level.untilNext())), reason);
    }

    private void headers(Context context, RateLimit.Level level) {
        context.header(LIMIT_HEADER, Integer.toString(level.limit()))
                .header(REMAINING_HEADER, Long.toString(level.remaining()))
                .header(
                        RESET_HEADER,
                        Long.toString(clock.millis() + level.untilFull().toMillis()));
    }

    /** At least one. */
    private static long wholeSeconds(Duration time) {
        return Math.max(1, time.plusNanos(999_999_999).toSeconds());
    }

    /** Null where absent. One that is given twice reads as in Rocket.Chat's Node.js, joined: nobody's id or token. */
    static String header(Context context, String name) {
        List<String> values = Collections.list(context.req().getHeaders(name));
        return values.isEmpty() ? null : String.join(", ", values);
    }
}
