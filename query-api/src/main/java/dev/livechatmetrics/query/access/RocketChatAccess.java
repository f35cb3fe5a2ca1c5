package dev.livechatmetrics.query.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.livechatmetrics.query.access.RocketChatApi.Concerns;
import dev.livechatmetrics.query.access.RocketChatApi.NoAnswerException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Rocket.Chat judge: its own user may see the charts where one of his roles has {@link Access#PERMISSION}. What it says
 * counts for {@link #FRESH}; while it cannot be asked, for {@link #OLDEST} at most, and then nobody comes in. That it does
 * not know a token counts for {@link #REFUSED}. Answers are kept under a hash of id and token.
 */
public final class RocketChatAccess implements Access {
    static final Duration FRESH = Duration.ofMinutes(1);
    static final Duration OLDEST = Duration.ofMinutes(5);
    static final Duration REFUSED = Duration.ofSeconds(5);

    /** For which it is left alone after it did not answer. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    static final int MOST_CALLS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(RocketChatAccess.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration PROVEN = Duration.ofMinutes(10);
    private static final int MOST_KEPT = 10_000;
    private static final String UNAVAILABLE =
            "Rocket.Chat, which says who may ask, cannot be asked now; try again in some seconds.";
    private static final String UNTRUSTED =
            "Rocket.Chat, which says who may ask, takes any token, so that nobody is let in; the server's log says more.";

    /** Licences of Rocket.Chat keep this role to a short list without the permission ({@code AuthorizationUtils}). */
    private static final String GUEST = "guest";

    private final RocketChatApi api;
    private final LongSupplier nanoTime;
    private final Cache<ByteBuffer, Known> users;
    private final Cache<ByteBuffer, Decision> unknown;
    private final ConcurrentHashMap<ByteBuffer, CompletableFuture<Decision>> inFlight = new ConcurrentHashMap<>();
    private final Semaphore calls = new Semaphore(MOST_CALLS);
    private final RateLimit warnings = new RateLimit(1);
    private final SecureRandom random = new SecureRandom();
    private volatile long pausedUntilNanos;
    private volatile long provenUntilNanos;
    private volatile Roles roles;

    private record Known(RocketChatApi.Me me, long atNanos) {}

    /** Those that have the permission, the same for everybody. */
    private record Roles(Set<String> permitted, long atNanos) {}

    /** {@code url}: of the workspace, without a slash at its end. */
    public RocketChatAccess(URI url, SSLContext tls) {
        this(new RocketChatApi(url, tls), System::nanoTime);
    }

    RocketChatAccess(RocketChatApi api, LongSupplier nanoTime) {
        this.api = api;
        this.nanoTime = nanoTime;
        this.pausedUntilNanos = nanoTime.getAsLong();
        this.provenUntilNanos = nanoTime.getAsLong();
        this.users = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterWrite(OLDEST)
                .ticker(nanoTime::getAsLong)
                .build();
        this.unknown = Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterWrite(REFUSED)
                .ticker(nanoTime::getAsLong)
                .build();
    }

    @Override
    public Decision decide(String userId, String token) {
        if (userId == null || token == null) {
            return Decision.NOT_LOGGED_IN;
        }
        ByteBuffer key = ByteBuffer.wrap(Sha256.of(userId, token));
        Decision refusal = unknown.getIfPresent(key);
        if (refusal != null) {
            return refusal;
        }
        Known known = users.getIfPresent(key);
        return judged(known, roles, FRESH).orElseGet(() -> {
            Decision decision = asked(key, userId, token);
            return decision instanceof Decision.Unknown
                    ? judged(known, roles, OLDEST).orElse(decision)
                    : decision;
        });
    }

    /** Nothing where one of the two is not known, or not as young as that. */
    private Optional<Decision> judged(Known known, Roles now, Duration age) {
        if (known == null || now == null || !isWithin(age, known.atNanos()) || !isWithin(age, now.atNanos())) {
            return Optional.empty();
        }
        boolean permitted = !known.me().roles().contains(GUEST)
                && !Collections.disjoint(known.me().roles(), now.permitted());
        return Optional.of(permitted ? new Decision.Allowed(AllowedDepartments.ALL) : Decision.NO_PERMISSION);
    }

    private boolean isWithin(Duration time, long sinceNanos) {
        return nanoTime.getAsLong() - sinceNanos < time.toNanos();
    }

    /** One call for each user and token at a time; whoever comes meanwhile waits for the same answer. */
    private Decision asked(ByteBuffer key, String userId, String token) {
        CompletableFuture<Decision> mine = new CompletableFuture<>();
        CompletableFuture<Decision> other = inFlight.putIfAbsent(key, mine);
        if (other == null) {
            try {
                mine.complete(askedWithin(key, userId, token));
            } finally {
                inFlight.remove(key);
                mine.complete(new Decision.Unknown(UNAVAILABLE));
            }
        }
        return await(other == null ? mine : other);
    }

    private Decision askedWithin(ByteBuffer key, String userId, String token) {
        if (nanoTime.getAsLong() - pausedUntilNanos < 0 || !calls.tryAcquire()) {
            return new Decision.Unknown(UNAVAILABLE);
        }
        try {
            return askedNow(users.getIfPresent(key), key, userId, token);
        } catch (NoAnswerException none) {
            if (none.concerns() == Concerns.ALL) {
                pausedUntilNanos = nanoTime.getAsLong() + PAUSE.toNanos();
            }
            warn("Rocket.Chat at " + api.url() + " (ROCKETCHAT_URL) " + none.getMessage() + ".");
            return new Decision.Unknown(UNAVAILABLE);
        } finally {
            calls.release();
        }
    }

    /** Asks for what is not known, or not fresh. */
    private Decision askedNow(Known before, ByteBuffer key, String userId, String token) {
        Known known = before;
        if (known == null || !isWithin(FRESH, known.atNanos())) {
            Optional<RocketChatApi.Me> me = me(userId, token);
            if (me.isEmpty() || !me.get().active() || !me.get().userId().equals(userId)) {
                users.invalidate(key);
                unknown.put(key, Decision.NOT_LOGGED_IN);
                return Decision.NOT_LOGGED_IN;
            }
            if (!refusesUnknownTokens(userId)) {
                return new Decision.Unknown(UNTRUSTED);
            }
            known = new Known(me.get(), nanoTime.getAsLong());
            users.put(key, known);
        }
        Roles now = roles;
        if (now == null || !isWithin(FRESH, now.atNanos())) {
            now = new Roles(joined(api.rolesWith(PERMISSION, userId, token)), nanoTime.getAsLong());
            roles = now;
        }
        return judged(known, now, OLDEST).orElseThrow();
    }

    /** Nothing where the token is nobody's. */
    private Optional<RocketChatApi.Me> me(String userId, String token) {
        try {
            return Optional.of(joined(api.me(userId, token)));
        } catch (NoAnswerException none) {
            if (none.concerns() == Concerns.TOKEN) {
                return Optional.empty();
            }
            throw none;
        }
    }

    /**
     * With {@code Accounts_AllowAnonymousRead}, older versions of Rocket.Chat answer {@link RocketChatApi#ME} for any user
     * whose id is named, whatever the token: such an answer proves nothing.
     */
    private boolean refusesUnknownTokens(String userId) {
        if (nanoTime.getAsLong() - provenUntilNanos < 0) {
            return true;
        }
        byte[] bytes = new byte[Sha256.BYTES];
        random.nextBytes(bytes);
        if (me(userId, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                .isEmpty()) {
            provenUntilNanos = nanoTime.getAsLong() + PROVEN.toNanos();
            return true;
        }
        warn("Rocket.Chat at " + api.url()
                + " (ROCKETCHAT_URL) tells who a user is whatever token is shown: nobody is let"
                + " in. Switch off Accounts_AllowAnonymousRead there, or update it.");
        return false;
    }

    private static <T> T joined(CompletableFuture<T> call) {
        try {
            return call.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof NoAnswerException none) {
                throw none;
            }
            throw failed;
        }
    }

    private static Decision await(CompletableFuture<Decision> decision) {
        try {
            return decision.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new Decision.Unknown(UNAVAILABLE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Decision.Unknown(UNAVAILABLE);
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private void warn(String sentence) {
        if (warnings.take(sentence).hadOne()) {
            LOG.warn("{}", sentence);
        }
    }
}
