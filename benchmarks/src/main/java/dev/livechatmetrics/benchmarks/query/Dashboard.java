package dev.livechatmetrics.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the product's dashboard asks of an instance for as long as it is open: the live stream, and whenever that tells of a
 * change the seven series, in the rhythm of its {@code refresh.js}, and every half minute the period before.
 */
final class Dashboard implements Flow.Subscriber<String>, AutoCloseable {
    /** The connections that a browser has to one server, less the one of the stream. */
    private static final int LANES = 5;

    private static final List<String> METRICS = List.of(
            "conversations",
            "messages",
            "chat_duration_avg",
            "first_response_time_avg",
            "first_response_time_best",
            "response_time_avg",
            "reaction_time_avg");

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int MOST_IN_A_ROW = 10;
    private static final double REFILL_NANOS = 2e9;
    private static final double SPREAD = 0.25;
    private static final long BEFORE_NANOS = 30 * SECOND_NANOS;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Caller caller;
    private final View view;
    private final SplittableRandom random;
    private final ScheduledExecutorService clock;
    private final HttpClient client;
    private final CompletableFuture<HttpResponse<Void>> stream;
    private final List<Long> toldNanos = new ArrayList<>();
    private final List<Refresh> refreshes = new ArrayList<>();
    private int turnedAway;
    private String failure;
    private boolean asking;
    private boolean again;
    private boolean scheduled;
    private boolean closed;
    private double inHand = MOST_IN_A_ROW;
    private double refillNanos = REFILL_NANOS;
    private long lastNanos = System.nanoTime();
    private long beforeNanos = lastNanos - BEFORE_NANOS;

    /** 503; without a stack trace, as it is a value to the caller. */
    private static final class TurnedAwayException extends RuntimeException {
        TurnedAwayException() {
            super("503", null, false, false);
        }
    }

    /** @param department null for all */
    record View(int days, String department, ZoneId zone) {}

    /** @param conversations opened in all days that are shown */
    record Refresh(long startNanos, long endNanos, long conversations) {}

    /** @param clock wakes it */
    Dashboard(Caller caller, View view, SplittableRandom random, ScheduledExecutorService clock, Executor executor) {
        this.caller = caller;
        this.view = view;
        this.random = random;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
        this.stream = client.sendAsync(
                caller.request("/api/v1/metrics/live"), head -> BodySubscribers.fromLineSubscriber(this));
    }

    View view() {
        return view;
    }

    /** When the stream told of a change, in ascending order. */
    synchronized List<Long> toldNanos() {
        return List.copyOf(toldNanos);
    }

    synchronized List<Refresh> refreshes() {
        return List.copyOf(refreshes);
    }

    /** How often an answer was 503, as the instance had too much to answer. */
    synchronized int turnedAways() {
        return turnedAway;
    }

    /** @throws IOException where anything that was asked had no answer, or the stream has ended */
    synchronized void check() throws IOException {
        if (failure != null) {
            throw new IOException("A dashboard of " + view + " had no answer: " + failure);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(String line) {
        if (line.equals("event: changed")) {
            toldNanos.add(System.nanoTime());
            soon();
        } else if (line.startsWith("event: ")) {
            fail(line);
        }
    }

    @Override
    public void onError(Throwable broken) {
        fail("the stream broke: " + broken);
    }

    @Override
    public void onComplete() {
        fail("the stream has ended");
    }

    private synchronized void fail(String what) {
        if (!closed && failure == null) {
            failure = what;
        }
    }

    /** Not more than once a second, and once in two where something changes all the time. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure to ask is one of the dashboard's
    private synchronized void soon() {
        if (asking) {
            again = true;
        } else if (!scheduled && !closed) {
            scheduled = true;
            long waitNanos = left() >= 1 ? SECOND_NANOS : (long) refillNanos;
            clock.schedule(this::ask, Math.max(0, lastNanos + waitNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private double left() {
        return Math.min(MOST_IN_A_ROW, inHand + (System.nanoTime() - lastNanos) / refillNanos);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failure to ask is one of the dashboard's
    private synchronized void ask() {
        scheduled = false;
        if (closed) {
            return;
        }
        asking = true;
        inHand = Math.max(0, left() - 1);
        refillNanos = REFILL_NANOS * (1 - SPREAD / 2 + SPREAD * random.nextDouble());
        lastNanos = System.nanoTime();
        long startNanos = lastNanos;
        LocalDate to = LocalDate.now(view.zone());
        List<String> paths = new ArrayList<>();
        METRICS.forEach(metric -> paths.add(series(metric, to)));
        if (startNanos - beforeNanos >= BEFORE_NANOS) {
            beforeNanos = startNanos;
            METRICS.forEach(metric -> paths.add(series(metric, to.minusDays(view.days()))));
        }
        answers(paths).whenComplete((bodies, failed) -> {
            if (failed == null) {
                shown(startNanos, conversations(bodies.get(0)));
            } else if (failed.getCause() instanceof TurnedAwayException) {
                turnedAway();
            } else {
                fail(failed.toString());
            }
        });
    }

    /** Asks again, as the answer says. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure to ask is one of the dashboard's
    private synchronized void turnedAway() {
        turnedAway++;
        asking = false;
        scheduled = true;
        clock.schedule(this::ask, SECOND_NANOS, TimeUnit.NANOSECONDS);
    }

    private synchronized void shown(long startNanos, long conversations) {
        refreshes.add(new Refresh(startNanos, System.nanoTime(), conversations));
        asking = false;
        if (again) {
            again = false;
            soon();
        }
    }

    private String series(String metric, LocalDate to) {
        return "/api/v1/metrics/series?metric=" + metric + "&from=" + to.minusDays(view.days() - 1) + "&to=" + to
                + "&granularity=day&timezone=" + view.zone().getId()
                + (view.department() == null ? "" : "&departmentId=" + view.department());
    }

    /** All bodies in the order of the paths, asked for by so many at a time. */
    private CompletableFuture<List<String>> answers(List<String> paths) {
        String[] bodies = new String[paths.size()];
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(fill(bodies, paths, lane));
        }
        return CompletableFuture.allOf(lanes.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> List.of(bodies));
    }

    private CompletableFuture<Void> fill(String[] bodies, List<String> paths, int at) {
        if (at >= paths.size()) {
            return CompletableFuture.completedFuture(null);
        }
        return client.sendAsync(caller.request(paths.get(at)), BodyHandlers.ofString())
                .thenCompose(response -> {
                    if (response.statusCode() == 503) {
                        throw new TurnedAwayException();
                    }
                    if (response.statusCode() != 200) {
                        throw new UncheckedIOException(new IOException(
                                paths.get(at) + " answered " + response.statusCode() + ": " + response.body()));
                    }
                    bodies[at] = response.body();
                    return fill(bodies, paths, at + LANES);
                });
    }

    private static long conversations(String body) {
        try {
            long sum = 0;
            for (JsonNode point : JSON.readTree(body).at("/series/0/points")) {
                sum += point.path("value").asLong();
            }
            return sum;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stream.cancel(true);
    }
}
