package dev.livechatmetrics.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.livechatmetrics.cli.send.EventTopic;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {
    private static final long UNTIL = Instant.parse("2026-03-04T15:16:17.018Z").toEpochMilli();

    /** Changes only on purpose: whoever noted a seed and an --until wants the same bytes again. */
    @Test
    void shouldGiveTheSameBytesOnEveryMachineAndJavaVersion() {
        assertThat(sha256(new Simulation(1, 100, 7, UNTIL)))
                .isEqualTo("cfecad9e32f0013de8403a4b7f58fac435da23879a2c212d9b2ee638936884c4")
                .isEqualTo(sha256(new Simulation(1, 100, 7, UNTIL)));
    }

    @ParameterizedTest
    @CsvSource({"2, 100, 7, 0", "1, 101, 7, 0", "1, 100, 8, 0", "1, 100, 7, 1"})
    void shouldShareNoConversationWithAnotherSimulation(long seed, int conversations, int days, long later) {
        Set<String> ids = conversationIds(new Simulation(1, 100, 7, UNTIL).events());
        assertThat(conversationIds(new Simulation(seed, conversations, days, UNTIL + later).events()))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(ids);
    }

    @ParameterizedTest
    @CsvSource({"1, 500, 1", "2, 500, 2", "3, 2000, 30", "4, 50, 400", "5, 0, 1", "6, 1, 1"})
    void shouldKeepTheOrderOfTimeAndItsBounds(long seed, int conversations, int days) {
        Simulation simulation = new Simulation(seed, conversations, days, UNTIL);
        assertThat(simulation.startMillis())
                .isEqualTo(UNTIL - Duration.ofDays(days).toMillis());
        long last = simulation.startMillis();
        Set<String> opened = new HashSet<>();
        Set<String> identities = new HashSet<>();
        for (SimulatedEvent simulated : list(simulation.events())) {
            LivechatEvent event = simulated.event();
            assertThat(event.occurredAtMillis()).isBetween(last, UNTIL);
            last = event.occurredAtMillis();
            if (event instanceof LivechatEvent.Opened) {
                assertThat(opened.add(event.conversationId())).isTrue();
            }
            assertThat(opened).as("opened first").contains(event.conversationId());
            assertThat(identities.add(event.identity())).isTrue();
            assertThat(event.conversationId()).hasSize(17);
            assertThat(simulated.topic())
                    .isEqualTo(
                            event.type().wireName().startsWith("message.")
                                    ? EventTopic.MESSAGES
                                    : EventTopic.CONVERSATIONS);
        }
        assertThat(opened).hasSize(conversations);
    }

    @Test
    void shouldGoOnLiveWhereThePastEnded() {
        long seam = UNTIL - Duration.ofHours(4).toMillis();
        Simulation simulation = new Simulation(1, 1000, 3, seam);
        Set<String> past = conversationIds(simulation.events());
        List<LivechatEvent> live = new ArrayList<>();
        Iterator<SimulatedEvent> events = simulation.live(120);
        long last = seam;
        while (last < UNTIL) {
            SimulatedEvent next = events.next();
            assertThat(next.dueMillis()).isGreaterThan(seam).isGreaterThanOrEqualTo(last);
            last = next.dueMillis();
            live.add(next.event());
        }
        assertThat(live.stream().filter(LivechatEvent.Opened.class::isInstance))
                .hasSizeBetween(420, 540)
                .noneMatch(opened -> past.contains(opened.conversationId()));
        assertThat(live).as("conversations of the past go on").anyMatch(event -> past.contains(event.conversationId()));
        Iterator<SimulatedEvent> again = simulation.live(120);
        assertThat(live).allSatisfy(event -> assertThat(again.next().event()).isEqualTo(event));
    }

    @Test
    void shouldRunLiveWithoutAPast() {
        Iterator<SimulatedEvent> events = Simulation.live(1, UNTIL, 3600);
        for (int i = 0; i < 20_000; i++) {
            assertThat(events.next().dueMillis()).isGreaterThan(UNTIL);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1, 0"})
    void shouldRefuseWhatItCannotSimulate(int conversations, int days) {
        assertThatThrownBy(() -> new Simulation(1, conversations, days, UNTIL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseALiveRateThatIsNoRate() {
        Simulation simulation = new Simulation(1, 1, 1, UNTIL);
        assertThatThrownBy(() -> simulation.live(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> simulation.live(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<String> conversationIds(Iterator<SimulatedEvent> events) {
        Set<String> ids = new HashSet<>();
        events.forEachRemaining(event -> ids.add(event.event().conversationId()));
        return ids;
    }

    private static List<SimulatedEvent> list(Iterator<SimulatedEvent> events) {
        List<SimulatedEvent> list = new ArrayList<>();
        events.forEachRemaining(list::add);
        return list;
    }

    private static String sha256(Simulation simulation) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            simulation
                    .events()
                    .forEachRemaining(event -> digest.update(event.envelope().line()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
