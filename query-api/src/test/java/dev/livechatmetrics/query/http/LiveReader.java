package dev.livechatmetrics.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads a live stream, event by event. */
final class LiveReader implements Flow.Subscriber<String> {
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<String> unavailable = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger comments = new AtomicInteger();
    private String event;
    private CompletableFuture<HttpResponse<Void>> response;

    static LiveReader open(HttpClient client, HttpRequest request) {
        LiveReader reader = new LiveReader();
        reader.response = client.sendAsync(request, head -> HttpResponse.BodySubscribers.fromLineSubscriber(reader));
        return reader;
    }

    /** Of the updates that came, in order. */
    List<String> ids() {
        return ids;
    }

    String latestId() {
        return ids.isEmpty() ? null : ids.get(ids.size() - 1);
    }

    List<String> unavailable() {
        return unavailable;
    }

    int comments() {
        return comments.get();
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** Where the connection broke rather than that the stream came to its end. */
    boolean isBroken() {
        return ended.isCompletedExceptionally();
    }

    void leave() {
        response.cancel(true);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (line.startsWith(":")) {
            comments.incrementAndGet();
        } else if (line.startsWith("event: ")) {
            event = line.substring("event: ".length());
        } else if (line.startsWith("id: ")) {
            assertThat(event).isEqualTo("changed");
            ids.add(line.substring("id: ".length()));
        } else if (line.startsWith("data: ") && event.equals("unavailable")) {
            unavailable.add(line.substring("data: ".length()));
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        ended.complete(null);
    }
}
