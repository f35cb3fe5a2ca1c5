package dev.livechatmetrics.benchmarks.chaos;

import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** When all is sent and read: the ledger against the topics, and every chart of every instance against the recompute. */
final class FinalCheck {
    private static final Duration ALL_READ = Duration.ofMinutes(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int ADMIN_SECONDS = 30;
    private static final int UNAVAILABLE = 503;
    private static final int DAYS_BY_HOURS = 3;

    private final Instances instances;
    private final Admin admin;
    private final List<String> wrong;

    /**
     * @param lost distinct events that the ledger has not as applied
     * @param doubled repetitions that it has as applied
     * @param answers compared with the recompute, of all instances
     */
    record Result(long records, long distinct, long lost, long doubled, int answers) {}

    /** {@code wrong}: to which every difference is added. */
    FinalCheck(Instances instances, Admin admin, List<String> wrong) {
        this.instances = instances;
        this.admin = admin;
        this.wrong = wrong;
    }

    Result check(List<SentEvent> sent)
            throws ChaosException, InterruptedException, IOException, ExecutionException, TimeoutException {
        long records = records();
        Patience.await("every record to be counted", ALL_READ, () -> uncounted(records), instances::lastWords);
        Set<byte[]> once = Collections.newSetFromMap(new IdentityHashMap<>()); // repetitions share their bytes
        List<WireEvent> distinct = new ArrayList<>();
        Set<LocalDate> days = new TreeSet<>();
        for (SentEvent record : sent) {
            if (once.add(record.event().value())) {
                String topic = record.event().step().isMessage() ? WireEvent.MESSAGES : WireEvent.CONVERSATIONS;
                byte[] key = record.event().conversationId().getBytes(StandardCharsets.US_ASCII);
                distinct.add(new WireEvent(topic, key, record.event().value()));
                days.add(ChaosLoad.day(record.event().atMillis()));
            }
        }
        NaiveCharts expected = NaiveCharts.of(distinct);
        long applied = checkLedger(expected.distinctEvents(), records);
        long difference = applied - expected.distinctEvents();
        return new Result(
                records,
                expected.distinctEvents(),
                Math.max(0, -difference),
                Math.max(0, difference),
                checkCharts(expected, List.copyOf(days)));
    }

    private long records() throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : List.of(ChaosLoad.TOPICS.conversations(), ChaosLoad.TOPICS.messages())) {
            for (int partition = 0; partition < Instances.PARTITIONS; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return admin.listOffsets(ends).all().get(ADMIN_SECONDS, TimeUnit.SECONDS).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    private String uncounted(long records) throws InterruptedException {
        try {
            long counted = instances.ledger().total();
            return counted < records ? counted + " of " + records : null;
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    private long checkLedger(long distinct, long records) throws IOException, InterruptedException {
        Ledger ledger = instances.ledger();
        long applied = ledger.total("applied");
        if (applied != distinct || ledger.total("duplicate") != records - distinct || ledger.total() != records) {
            wrong.add(
                    "The ledger has %d applied and %d duplicates of %d records in all; sent were %d events in %d records"
                            .formatted(applied, ledger.total("duplicate"), ledger.total(), distinct, records));
        }
        return applied;
    }

    private int checkCharts(NaiveCharts expected, List<LocalDate> days) throws IOException, InterruptedException {
        List<String> departments = new ArrayList<>(Collections.singletonList(null));
        for (int department = 0; department < 100; department++) {
            departments.add("department-%03d".formatted(department));
        }
        departments.add("unknown");
        LocalDate first = days.get(0);
        LocalDate last = days.get(days.size() - 1);
        int answers = 0;
        for (String chart : NaiveCharts.chartNames()) {
            for (String department : departments) {
                answers += compare(expected, chart, first, last, department);
            }
            for (int i = 0; i < DAYS_BY_HOURS; i++) {
                LocalDate day = days.get(i * (days.size() - 1) / (DAYS_BY_HOURS - 1));
                answers += compare(expected, chart, day, day, null);
            }
        }
        return answers;
    }

    /** Asks each instance; returns how many. */
    private int compare(NaiveCharts expected, String chart, LocalDate start, LocalDate end, String department)
            throws IOException, InterruptedException {
        String body =
                expected.chart(chart, start, end, department, ZoneOffset.UTC).body();
        String path = ChartReader.ROUTE + "?chartName=" + chart + "&start=" + start + "&end=" + end
                + (department == null ? "" : "&departmentId=" + URLEncoder.encode(department, StandardCharsets.UTF_8));
        for (InstanceNode node : instances.nodes()) {
            HttpResponse<String> response = node.get(path, ANSWER);
            boolean same = response.statusCode() == UNAVAILABLE
                    ? node.get(path, ANSWER).body().equals(body)
                    : response.body().equals(body);
            if (!same) {
                wrong.add("%s: %s%n  answered %d %s%n  recomputed   %s"
                        .formatted(node.name(), path, response.statusCode(), response.body(), body));
            }
        }
        return instances.nodes().size();
    }
}
