package dev.livechatmetrics.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.schemas.event.Decoded;
import dev.livechatmetrics.schemas.event.EventDecoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.testkit.ClockChange;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.RandomWorkspace;
import dev.livechatmetrics.testkit.WireEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the audit expects is what the recompute of the tests expects, which was written apart from it. */
class FiguresTest {
    private final EventDecoder decoder = new EventDecoder();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7})
    void shouldAgreeWithTheRecomputeOfTheTests(long seed) {
        List<WireEvent> events = RandomWorkspace.disordered(seed, RandomWorkspace.events(seed, 120));
        NaiveCharts naive = NaiveCharts.of(events);
        List<Figures> figures = figures(events);
        ClockChange change = RandomWorkspace.clockChange(seed);
        List<LocalDate> days = change.days();
        List<String> departments = new ArrayList<>(RandomWorkspace.departments());
        departments.add(null);

        assertThat(figures).hasSize(naive.countedConversations());
        for (ChartName chart : ChartName.values()) {
            for (String department : departments) {
                List<Figures> asked = figures.stream()
                        .filter(each -> department == null || each.department().equals(department))
                        .toList();
                assertSame(naive, change, chart, department, asked, days.get(0), days.get(days.size() - 1));
                for (LocalDate day : days) {
                    assertSame(naive, change, chart, department, asked, day, day);
                }
            }
        }
    }

    private static void assertSame(
            NaiveCharts naive,
            ClockChange change,
            ChartName chart,
            String department,
            List<Figures> asked,
            LocalDate start,
            LocalDate end) {
        Buckets buckets = new Buckets(start, end, change.zone());
        String body = "{\"chartLabel\":\"" + chart + "\",\"dataLabels\":"
                + buckets.labels().stream()
                        .map(label -> "\"" + label + "\"")
                        .toList()
                        .toString()
                        .replace(", ", ",")
                + ",\"dataPoints\":"
                + Points.of(chart, buckets, asked).toString().replace(", ", ",")
                + ",\"success\":true}";
        assertThat(body)
                .isEqualTo(naive.chart(chart.name(), start, end, department, change.zone())
                        .body());
    }

    private List<Figures> figures(List<WireEvent> events) {
        Map<String, List<KeptEvent>> conversations = new LinkedHashMap<>();
        for (WireEvent event : events) {
            boolean onMessages = event.topic().equals(WireEvent.MESSAGES);
            Decoded decoded = decoder.decodeKept(onMessages, event.key(), event.value(), Long.MAX_VALUE);
            List<KeptEvent> kept = conversations.computeIfAbsent(event.keyText(), id -> new ArrayList<>());
            if (decoded instanceof Decoded.Kept one) {
                kept.add(one.event());
            } else if (decoded instanceof Decoded.Tombstone) {
                kept.add(new KeptEvent(0, EventType.DELETED, new byte[0], null, null, false, null));
            }
        }
        return conversations.values().stream()
                .map(Figures::of)
                .filter(Objects::nonNull)
                .toList();
    }
}
