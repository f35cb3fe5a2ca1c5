package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Endpoint;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.runtime.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Reads partitions where they are: first those of this instance, in process; then one call to each instance whose tasks
 * have the others; then, on what is known by then, whoever has them now and those that keep copies, in order, until each
 * partition has one answer. Nobody who is asked asks others.
 */
public final class RoutedReads implements PartitionReads {
    private static final String SELF_HAS_IT =
            "names this instance, where it is still being restored, or else another one has the same APPLICATION_SERVER";

    private final PartitionSource own;
    private final Locator locator;
    private final Peers peers;
    private final Duration callTime;
    private final Suspects suspects = new Suspects(System::nanoTime);

    /** {@code callTime}: for which one instance is waited for at most. */
    public RoutedReads(PartitionSource own, Locator locator, Peers peers, Duration callTime) {
        this.own = own;
        this.locator = locator;
        this.peers = peers;
        this.callTime = callTime;
    }

    @Override
    public <T> Map<Integer, PartitionRead<Partial<T>>> read(
            Question<T> question, Set<Integer> partitions, long deadlineNanos) {
        return new Attempt<>(question, partitions, deadlineNanos).read();
    }

    /** To ask one instance, for its own or also for a copy. */
    private record Step(Endpoint instance, boolean copyToo) {}

    /** Each replica of each partition asked at most once, or twice where it first had no running task. */
    private final class Attempt<T> {
        private final Question<T> question;
        private final long deadlineNanos;
        private final Set<Integer> missing;
        private final Map<Integer, PartitionRead<Partial<T>>> results = new HashMap<>();
        private final Map<Integer, Map<String, String>> passedOver = new HashMap<>();

        private Attempt(Question<T> question, Set<Integer> partitions, long deadlineNanos) {
            this.question = question;
            this.deadlineNanos = deadlineNanos;
            this.missing = new TreeSet<>(partitions);
        }

        private Map<Integer, PartitionRead<Partial<T>>> read() {
            take("here", own.read(question.query(), asks(missing, false)));
            if (!missing.isEmpty()) {
                Placement known = locator.placement();
                Map<Integer, Endpoint> tried = askActives(known);
                if (!missing.isEmpty()) {
                    askInOrder(locator.renewed(), tried);
                }
            }
            for (int partition : missing) {
                results.put(partition, new Missing<>(reason(partition)));
            }
            return results;
        }

        private Map<Integer, Endpoint> askActives(Placement known) {
            Map<Integer, Endpoint> tried = new HashMap<>();
            Map<Integer, Step> round = new TreeMap<>();
            Map<Endpoint, Boolean> avoided = new HashMap<>();
            for (int partition : missing) {
                Endpoint active = known.active(partition);
                boolean ask = active != null
                        && !active.equals(known.self())
                        && !avoided.computeIfAbsent(active, suspects::avoid);
                if (ask) {
                    tried.put(partition, active);
                    round.put(partition, new Step(active, false));
                }
            }
            ask(round, known.self());
            return tried;
        }

        private void askInOrder(Placement known, Map<Integer, Endpoint> tried) {
            Map<Integer, List<Step>> steps = new HashMap<>();
            Map<Endpoint, Boolean> avoided = new HashMap<>();
            for (int partition : missing) {
                steps.put(partition, steps(partition, known, tried.get(partition), avoided));
                Endpoint active = known.active(partition);
                if (active == null) {
                    passOver(partition, "Kafka", "names no instance that has it");
                } else if (active.equals(known.self())) {
                    passOver(partition, "Kafka", SELF_HAS_IT);
                }
            }
            for (int step = 0; !missing.isEmpty() && !isLate(); step++) {
                Map<Integer, Step> round = new TreeMap<>();
                for (int partition : missing) {
                    List<Step> ofPartition = steps.get(partition);
                    if (step < ofPartition.size()) {
                        round.put(partition, ofPartition.get(step));
                    }
                }
                if (round.isEmpty()) {
                    return;
                }
                ask(round, known.self());
            }
        }

        /** Whoever has it now, unless just asked; then copies, this instance's first; last those that did not answer of late. */
        private List<Step> steps(int partition, Placement known, Endpoint tried, Map<Endpoint, Boolean> avoided) {
            Endpoint self = known.self();
            Endpoint active = known.active(partition);
            List<Step> steps = new ArrayList<>();
            List<Step> last = new ArrayList<>();
            if (active != null && !active.equals(self) && !active.equals(tried)) {
                (avoided.computeIfAbsent(active, suspects::avoid) ? last : steps).add(new Step(active, false));
            }
            steps.add(new Step(self, true));
            List<Endpoint> copies = new ArrayList<>(known.standbys(partition));
            if (active != null) {
                copies.add(active); // where it is still being restored
            }
            for (Endpoint copy : copies) {
                if (!copy.equals(self)) {
                    (avoided.computeIfAbsent(copy, suspects::avoid) ? last : steps).add(new Step(copy, true));
                }
            }
            steps.addAll(last);
            return steps;
        }

        /** One call to each instance, all at the same time. */
        private void ask(Map<Integer, Step> round, Endpoint self) {
            Map<Endpoint, Map<Integer, PartitionAsk>> calls = new LinkedHashMap<>();
            round.forEach((partition, step) -> calls.computeIfAbsent(step.instance(), none -> new TreeMap<>())
                    .put(
                            partition,
                            new PartitionAsk(step.copyToo(), question.atLeast().of(partition))));
            Map<Integer, PartitionAsk> here = calls.remove(self);
            Map<Endpoint, CompletableFuture<Peers.Reply<T>>> replies = new LinkedHashMap<>();
            Duration time = timeOfACall();
            calls.forEach((peer, asks) -> replies.put(peer, peers.ask(peer, question.query(), asks, time)));
            if (here != null) {
                take("here", own.read(question.query(), here));
            }
            replies.forEach((peer, reply) -> await(peer, reply, time.equals(callTime)));
        }

        /** {@code inFullTime}: else that it did not answer says nothing of it. */
        private void await(Endpoint peer, CompletableFuture<Peers.Reply<T>> future, boolean inFullTime) {
            try {
                Peers.Reply<T> reply = future.get();
                if (reply.reached()) {
                    suspects.answered(peer);
                } else if (inFullTime) {
                    suspects.didNotAnswer(peer);
                }
                Map<Integer, PartitionRead<Partial<T>>> reads = new HashMap<>(reply.reads());
                reads.replaceAll((partition, read) ->
                        OwnPartitions.covering(read, question.atLeast().of(partition)));
                take(peer.toString(), reads);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            }
        }

        private Map<Integer, PartitionAsk> asks(Set<Integer> partitions, boolean copyToo) {
            Map<Integer, PartitionAsk> asks = new HashMap<>();
            for (int partition : partitions) {
                asks.put(partition, new PartitionAsk(copyToo, question.atLeast().of(partition)));
            }
            return asks;
        }

        /** Takes one answer for each partition, and of those that have one already none. */
        private void take(String where, Map<Integer, PartitionRead<Partial<T>>> reads) {
            reads.forEach((partition, read) -> {
                if (read instanceof Answer<Partial<T>>) {
                    if (missing.remove(partition)) {
                        results.put(partition, read);
                    }
                } else {
                    passOver(partition, where, ((Missing<Partial<T>>) read).reason());
                }
            });
        }

        private void passOver(int partition, String where, String reason) {
            passedOver.computeIfAbsent(partition, none -> new LinkedHashMap<>()).put(where, reason);
        }

        private String reason(int partition) {
            StringJoiner reasons = new StringJoiner("; ");
            passedOver.getOrDefault(partition, Map.of()).forEach((where, reason) -> reasons.add(where + ": " + reason));
            return reasons.toString();
        }

        private Duration timeOfACall() {
            Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
            return left.compareTo(callTime) < 0 ? left : callTime;
        }

        private boolean isLate() {
            return System.nanoTime() - deadlineNanos >= 0
                    || Thread.currentThread().isInterrupted();
        }
    }
}
