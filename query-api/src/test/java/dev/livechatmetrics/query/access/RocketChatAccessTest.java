package dev.livechatmetrics.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.query.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a fake of Rocket.Chat: what it says, for how long that counts, and that nobody comes in without it. */
@Timeout(60)
final class RocketChatAccessTest {
    private static final Decision ALLOWED = new Decision.Allowed(AllowedDepartments.ALL);
    /** Longer than a machine that is busy takes. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    /** Where no answer is to come. */
    private static final Duration IMPATIENT = Duration.ofSeconds(2);

    private static final String TOKEN = "token-that-is-not-to-be-kept";

    private final FakeRocketChat rocketChat = new FakeRocketChat();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final RocketChatAccess access =
            new RocketChatAccess(new RocketChatApi(rocketChat.url(), trust(), PATIENT), nanos::get);
    private CapturedLog log;

    @BeforeEach
    void begin() {
        log = new CapturedLog();
        rocketChat.user("manager", TOKEN, "user", "livechat-manager");
    }

    @AfterEach
    void end() {
        assertThat(log.lines()).noneMatch(line -> line.contains(TOKEN));
        log.close();
        rocketChat.close();
    }

    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @ParameterizedTest
    @CsvSource({
        "livechat-manager, true",
        "admin, true",
        "user;livechat-agent, false",
        "'', false",
        "guest;livechat-manager, false",
    })
    void shouldJudgeByRolesThatHaveThePermission(String roles, boolean allowed) {
        rocketChat.user("someone", TOKEN, roles.isEmpty() ? new String[0] : roles.split(";", -1));

        assertThat(access.decide("someone", TOKEN)).isEqualTo(allowed ? ALLOWED : Decision.NO_PERMISSION);
    }

    @Test
    void shouldNotLetInWhomRocketChatDoesNotKnow() {
        assertThat(access.decide("manager", "other")).isEqualTo(Decision.NOT_LOGGED_IN);
        assertThat(access.decide("nobody", TOKEN)).isEqualTo(Decision.NOT_LOGGED_IN);
        assertThat(access.decide("manager", "not in a header\n")).isEqualTo(Decision.NOT_LOGGED_IN);
        assertThat(access.decide(null, TOKEN)).isEqualTo(Decision.NOT_LOGGED_IN);
        assertThat(access.decide("manager", null)).isEqualTo(Decision.NOT_LOGGED_IN);
        rocketChat.active = false;
        assertThat(access.decide("manager", TOKEN)).isEqualTo(Decision.NOT_LOGGED_IN);
    }

    @Test
    void shouldAskOnceAMinuteForWhomItKnows() {
        for (int second = 0; second < 59; second++) {
            assertThat(access.decide("manager", TOKEN)).isEqualTo(ALLOWED);
            pass(Duration.ofSeconds(1));
        }
        // The second of the two asks for a token that is nobody's.
        assertThat(rocketChat.asked(RocketChatApi.ME)).isEqualTo(2);
        assertThat(rocketChat.asked(RocketChatApi.PERMISSIONS)).isEqualTo(1);

        rocketChat.tokens.remove("manager");
        pass(Duration.ofSeconds(1));
        assertThat(access.decide("manager", TOKEN)).isEqualTo(Decision.NOT_LOGGED_IN);
    }

    @Test
    void shouldSeeAPermissionThatWasTakenAfterAMinute() {
        assertThat(access.decide("manager", TOKEN)).isEqualTo(ALLOWED);
        rocketChat.permitted = List.of("admin");
        pass(Duration.ofSeconds(60));

        assertThat(access.decide("manager", TOKEN)).isEqualTo(Decision.NO_PERMISSION);
    }

    @Test
    void shouldAskAgainSoonForWhomItDidNotKnow() {
        assertThat(access.decide("new", TOKEN)).isEqualTo(Decision.NOT_LOGGED_IN);
        rocketChat.user("new", TOKEN, "admin");
        assertThat(access.decide("new", TOKEN)).isEqualTo(Decision.NOT_LOGGED_IN);
        pass(RocketChatAccess.REFUSED);

        assertThat(access.decide("new", TOKEN)).isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "429"})
    void shouldLetNobodyInThatItDoesNotKnowWhileRocketChatFails(int status) {
        rocketChat.status = status;

        assertThat(access.decide("manager", TOKEN)).isInstanceOf(Decision.Unknown.class);
        assertThat(access.decide("manager", TOKEN)).isInstanceOf(Decision.Unknown.class);
        assertThat(rocketChat.asked).as("left alone for a while").hasSize(1);
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN ") && line.contains("ROCKETCHAT_URL"));

        rocketChat.status = 0;
        pass(RocketChatAccess.PAUSE);
        assertThat(access.decide("manager", TOKEN)).isEqualTo(ALLOWED);
    }

    @Test
    void shouldLetInWhomItKnewOfLateAndNoLonger() {
        assertThat(access.decide("manager", TOKEN)).isEqualTo(ALLOWED);
        rocketChat.status = 503;
        pass(RocketChatAccess.OLDEST.minusSeconds(1));
        assertThat(access.decide("manager", TOKEN)).isEqualTo(ALLOWED);
        pass(Duration.ofSeconds(1));

        assertThat(access.decide("manager", TOKEN)).isInstanceOf(Decision.Unknown.class);
    }

    @Test
    void shouldSendATokenNowhereElse() {
        rocketChat.status = 302;

        assertThat(access.decide("manager", TOKEN)).isInstanceOf(Decision.Unknown.class);
        assertThat(rocketChat.asked).containsExactly(RocketChatApi.ME);
    }

    @Test
    void shouldNotBelieveWhatIsNoneOfRocketChatsAnswers() {
        rocketChat.status = 200;
        for (String body : List.of("", "<html>", "{}", "[]", "{\"success\":false}", "x".repeat(5 << 20))) {
            rocketChat.body = body;
            pass(RocketChatAccess.PAUSE);
            assertThat(access.decide("manager", TOKEN)).isInstanceOf(Decision.Unknown.class);
        }
        rocketChat.body = "{\"success\":true,\"_id\":\"another\",\"roles\":[\"admin\"]}";
        pass(RocketChatAccess.PAUSE);
        assertThat(access.decide("manager", TOKEN)).isEqualTo(Decision.NOT_LOGGED_IN);
    }

    /** As versions of Rocket.Chat do with Accounts_AllowAnonymousRead. */
    @Test
    void shouldLetNobodyInWhereRocketChatTakesAnyToken() {
        rocketChat.anonymousRead = true;

        assertThat(access.decide("manager", "a guess")).isInstanceOf(Decision.Unknown.class);
        assertThat(access.decide("manager", TOKEN)).isInstanceOf(Decision.Unknown.class);
        assertThat(log.lines()).anyMatch(line -> line.contains("Accounts_AllowAnonymousRead"));
    }

    @Test
    void shouldAskOnceForManyWhoAskAtATime() {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            rocketChat.hold = true;
            List<CompletableFuture<Decision>> decisions = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                decisions.add(CompletableFuture.supplyAsync(() -> access.decide("manager", TOKEN), threads));
            }
            await().until(() -> rocketChat.atOnce.get() == 1);
            rocketChat.hold = false;
            rocketChat.held.release(1);

            assertThat(decisions)
                    .allSatisfy(decision -> assertThat(decision.join()).isEqualTo(ALLOWED));
            assertThat(rocketChat.asked(RocketChatApi.ME)).isEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldAskForFewAtATime() {
        RocketChatAccess impatient =
                new RocketChatAccess(new RocketChatApi(rocketChat.url(), trust(), IMPATIENT), nanos::get);
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            rocketChat.hold = true;
            List<CompletableFuture<Decision>> decisions = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String userId = "user-" + i;
                decisions.add(CompletableFuture.supplyAsync(() -> impatient.decide(userId, TOKEN), threads));
            }

            assertThat(decisions)
                    .allSatisfy(decision -> assertThat(decision.join()).isInstanceOf(Decision.Unknown.class));
            assertThat(rocketChat.asked).hasSizeLessThanOrEqualTo(RocketChatAccess.MOST_CALLS);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldGiveUpARocketChatThatDoesNotAnswer() {
        rocketChat.hold = true;
        RocketChatAccess impatient = new RocketChatAccess(new RocketChatApi(rocketChat.url(), trust()), nanos::get);

        long before = System.nanoTime();
        assertThat(impatient.decide("manager", TOKEN)).isInstanceOf(Decision.Unknown.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void shouldLetTheFileDecideForWhomItHasATokenAndLimitTheOthers(@TempDir Path folder) throws Exception {
        rocketChat.user("limited", TOKEN, "admin");
        Path file = folder.resolve("users.json");
        Files.writeString(
                file,
                "{\"users\":[{\"userId\":\"service\",\"hashedToken\":\""
                        + Base64.getEncoder().encodeToString(Sha256.of("secret"))
                        + "\",\"permissions\":[\"view-livechat-manager\"]},"
                        + "{\"userId\":\"limited\",\"departments\":[\"sales\"]}]}");
        Access both = new FileThenRocketChat(UsersFile.besideRocketChat(file), access);

        assertThat(both.decide("service", "secret")).isEqualTo(ALLOWED);
        assertThat(both.decide("service", "wrong")).isEqualTo(Decision.NOT_LOGGED_IN);
        assertThat(rocketChat.asked).isEmpty();
        assertThat(both.decide("manager", TOKEN)).isEqualTo(ALLOWED);
        assertThat(both.decide("limited", TOKEN))
                .isEqualTo(new Decision.Allowed(AllowedDepartments.of(Set.of("sales"))));
        assertThat(both.decide("limited", "wrong")).isEqualTo(Decision.NOT_LOGGED_IN);
        assertThat(both.decide(null, "wrong")).isEqualTo(Decision.NOT_LOGGED_IN);
    }
}
