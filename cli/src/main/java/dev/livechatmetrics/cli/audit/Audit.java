package dev.livechatmetrics.cli.audit;

import dev.livechatmetrics.cli.letters.RefusedRecords;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.streams.topology.InputPosition;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Holds every answer against what the events make of it at the very position that the answer says it is of: first the
 * log is read to its end, then the API is asked for at least that, and where events came meanwhile, the log is read on to
 * where the answers are.
 *
 * <p>An answer has all that lies before its position, and may have what was read in the instant between the position and
 * the buckets. So one that differs is asked for again where events came meanwhile, and the difference stands once it is
 * there at every position, or at one that stays.
 */
public final class Audit {
    /** How often an answer is asked for again that differs. */
    private static final int ROUNDS = 4;

    private final Scope scope;
    private final EventLog log;
    private final String deadLetters;
    private final CommittedReading committed;
    private final Consumer<Difference> differences;
    private final SortedMap<Integer, AuditedPartition> partitions = new TreeMap<>();
    private long readingNanos;
    private long points;
    private long different;
    private long askedAgain;
    private InputPositions currentPositions;
    private Map<String, List<Figures>> current = Map.of();

    /** Which days are compared, both included, and whether by their hours, too. */
    public record Scope(LocalDate from, LocalDate to, boolean hours, ZoneId zone) {
        boolean contains(Figures figures) {
            return figures.openedMillis() >= Buckets.firstMillis(from, zone)
                    && figures.openedMillis() < Buckets.firstMillis(to.plusDays(1), zone);
        }
    }

    /** Waits until what lies before a position is committed, the dead letters of it included. */
    @FunctionalInterface
    public interface CommittedReading {
        void await(InputPositions positions);
    }

    private record Asked(LiveCharts api, Question question, LiveCharts.Answer answer) {}

    private record Suspect(Asked asked, List<Difference> differences) {}

    /** {@code differences} takes each as it is found. */
    public Audit(
            Scope scope,
            EventLog log,
            String deadLetters,
            CommittedReading committed,
            Consumer<Difference> differences) {
        this.scope = scope;
        this.log = log;
        this.deadLetters = deadLetters;
        this.committed = committed;
        this.differences = differences;
    }

    /**
     * Compares each of the APIs with the events, and so with one another.
     *
     * @throws AuditException where that cannot be done
     */
    public AuditReport run(List<LiveCharts> apis) {
        long startNanos = System.nanoTime();
        RefusedRecords refused = timed(this::readToTheEnd);
        List<Asked> asked = ask(apis);
        readOnTo(asked, refused);
        List<Suspect> suspects = compare(asked);
        for (int round = 0; round < ROUNDS && !suspects.isEmpty(); round++) {
            List<Asked> again = askAgain(suspects);
            if (!again.isEmpty()) {
                askedAgain += again.size();
                readOnTo(again, refused);
            }
            suspects = compare(again);
        }
        suspects.forEach(this::report);
        return new AuditReport(
                asked.size(),
                points,
                different,
                current.getOrDefault(null, List.of()).size(),
                askedAgain,
                log.reader().recordsRead(),
                Duration.ofNanos(readingNanos),
                Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private void readOnTo(List<Asked> asked, RefusedRecords refused) {
        InputPositions farthest = farthest(asked);
        committed.await(farthest);
        timed(() -> {
            readOn(farthest, refused);
            return null;
        });
        currentPositions = null;
    }

    /** Those that were asked while events came; the others are as they are, and reported. */
    private List<Asked> askAgain(List<Suspect> suspects) {
        List<Asked> again = new ArrayList<>();
        for (Suspect suspect : suspects) {
            Asked before = suspect.asked();
            LiveCharts.Answer answer =
                    before.api().ask(before.question(), before.answer().positions());
            if (answer.positions().equals(before.answer().positions())) {
                report(suspect);
            } else {
                again.add(new Asked(before.api(), before.question(), answer));
            }
        }
        return again;
    }

    private void report(Suspect suspect) {
        different += suspect.differences().size();
        suspect.differences().forEach(differences);
    }

    private <T> T timed(Supplier<T> reading) {
        long startNanos = System.nanoTime();
        T result = reading.get();
        readingNanos += System.nanoTime() - startNanos;
        return result;
    }

    private RefusedRecords readToTheEnd() {
        SortedMap<Integer, InputPosition> ends = log.ends();
        RefusedRecords refused = RefusedRecords.byTheClock(log.reader(), deadLetters);
        ends.forEach((number, end) -> {
            AuditedPartition partition = new AuditedPartition(log, number, scope::contains);
            partition.readTo(end, refused);
            partitions.put(number, partition);
        });
        return refused;
    }

    private List<Asked> ask(List<LiveCharts> apis) {
        SortedSet<String> departments = new TreeSet<>();
        SortedMap<Integer, InputPosition> ends = new TreeMap<>();
        partitions.forEach((number, partition) -> {
            departments.addAll(partition.departments());
            ends.put(number, partition.end());
        });
        InputPositions atLeast = new InputPositions(ends);
        List<Asked> asked = new ArrayList<>();
        for (Question question : Question.all(departments, scope.from(), scope.to(), scope.hours())) {
            for (LiveCharts api : apis) {
                LiveCharts.Answer answer = api.ask(question, atLeast);
                requireAtLeast(api, answer.positions(), atLeast);
                asked.add(new Asked(api, question, answer));
            }
        }
        return asked;
    }

    private static void requireAtLeast(LiveCharts api, InputPositions given, InputPositions asked) {
        for (int number = 0; number < asked.partitionCount(); number++) {
            if (!given.of(number).covers(asked.of(number))) {
                throw new AuditException(api.url() + " was asked for at least " + asked + ", and answers as of " + given
                        + ": that is another application's, or other topics'.");
            }
        }
    }

    private InputPositions farthest(Collection<Asked> asked) {
        SortedMap<Integer, InputPosition> farthest = new TreeMap<>();
        for (int number : partitions.keySet()) {
            farthest.put(
                    number,
                    new InputPosition(
                            asked.stream()
                                    .mapToLong(each ->
                                            each.answer().positions().of(number).conversations())
                                    .max()
                                    .orElse(0),
                            asked.stream()
                                    .mapToLong(each ->
                                            each.answer().positions().of(number).messages())
                                    .max()
                                    .orElse(0)));
        }
        return new InputPositions(farthest);
    }

    private void readOn(InputPositions to, RefusedRecords earlier) {
        RefusedRecords refused = RefusedRecords.byTheClock(log.reader(), deadLetters);
        partitions.forEach((number, partition) -> partition.readOn(to.of(number), refused, earlier));
    }

    private List<Suspect> compare(List<Asked> answers) {
        List<Suspect> suspects = new ArrayList<>();
        for (Asked asked : answers) {
            Suspect suspect = new Suspect(asked, differences(asked));
            if (!suspect.differences().isEmpty()) {
                suspects.add(suspect);
            }
        }
        return suspects;
    }

    private List<Difference> differences(Asked asked) {
        Question question = asked.question();
        Buckets buckets = new Buckets(question.start(), question.end(), scope.zone());
        List<Figures> conversations =
                figuresAt(asked.answer().positions()).getOrDefault(question.department(), List.of());
        List<String> expected = Points.of(question.chart(), buckets, conversations);
        points += expected.size();
        List<Difference> found = new ArrayList<>();
        addDifferences(asked, buckets, buckets.labels(), asked.answer().labels(), "label ", found);
        addDifferences(asked, buckets, expected, asked.answer().points(), "", found);
        return found;
    }

    private static void addDifferences(
            Asked asked, Buckets buckets, List<String> expected, List<String> got, String what, List<Difference> to) {
        for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
            String must = i < expected.size() ? expected.get(i) : "none";
            String is = i < got.size() ? got.get(i) : "none";
            if (!must.equals(is)) {
                to.add(new Difference(
                        asked.api().url(),
                        asked.question().chart().name(),
                        asked.question().department(),
                        buckets.place(i),
                        what + must,
                        is));
            }
        }
    }

    /** By department, and under null of all, as of that position; the latest is kept, since answers in a row often share it. */
    private Map<String, List<Figures>> figuresAt(InputPositions positions) {
        if (!positions.equals(currentPositions)) {
            Map<String, List<Figures>> figures = new HashMap<>();
            partitions.forEach((number, partition) -> partition
                    .figuresAt(positions.of(number))
                    .forEach(each -> {
                        figures.computeIfAbsent(null, all -> new ArrayList<>()).add(each);
                        figures.computeIfAbsent(each.department(), one -> new ArrayList<>())
                                .add(each);
                    }));
            current = figures;
            currentPositions = positions;
        }
        return current;
    }
}
