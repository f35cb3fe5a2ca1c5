package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Endpoint;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.slf4j.LoggerFactory;

/** Asks other instances over HTTP, signed. Java's own client: it asks several at a time without a thread for each. */
public final class HttpPeers implements Peers {
    private static final int LONGEST_REFUSAL = 300;

    /** No call has less by itself: less is left where a question's own time ends, and says nothing of who is asked. */
    private static final Duration WORTH_A_WARNING = Duration.ofMillis(50);

    private final HttpClient client;
    private final Function<Endpoint, URI> addresses;
    private final PeerSeal seal;
    private final String applicationId;
    private final PeerMeter meter;
    private final Clock clock;
    private final RareLog log = new RareLog(LoggerFactory.getLogger(HttpPeers.class), System::nanoTime);

    /**
     * @param client says how others are reached, by TLS for one
     * @param addresses the address of the route at an instance
     */
    HttpPeers(
            HttpClient client,
            Function<Endpoint, URI> addresses,
            PeerSeal seal,
            String applicationId,
            PeerMeter meter,
            Clock clock) {
        this.client = client;
        this.addresses = addresses;
        this.seal = seal;
        this.applicationId = applicationId;
        this.meter = meter;
        this.clock = clock;
    }

    /** {@code tls}: whom to trust where the servers of all instances speak TLS; without it by plain HTTP. */
    public static HttpPeers of(Optional<SSLContext> tls, PeerSeal seal, String applicationId, PeerMeter meter) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(client::sslContext);
        String scheme = tls.isPresent() ? "https://" : "http://";
        return new HttpPeers(
                client.build(),
                peer -> URI.create(scheme + peer + PeerRoute.PATH),
                seal,
                applicationId,
                meter,
                Clock.systemUTC());
    }

    @Override
    public <T> CompletableFuture<Reply<T>> ask(
            Endpoint peer, PartitionQuery<T> query, Map<Integer, PartitionAsk> asks, Duration time) {
        long startNanos = System.nanoTime();
        PeerQuestion<T> question = PeerQuestion.of(applicationId, query, asks);
        byte[] body = question.encode();
        long timeMillis = clock.millis();
        String nonce = seal.nonce();
        String signature = seal.ofQuestion(PeerRoute.METHOD, PeerRoute.PATH, timeMillis, nonce, body);
        CompletableFuture<HttpResponse<byte[]>> exchange;
        try {
            HttpRequest request = HttpRequest.newBuilder(addresses.apply(peer))
                    .header("Content-Type", PeerRoute.CONTENT_TYPE)
                    .header(PeerRoute.TIME_HEADER, Long.toString(timeMillis))
                    .header(PeerRoute.NONCE_HEADER, nonce)
                    .header(PeerRoute.SIGNATURE_HEADER, signature)
                    .timeout(time)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            exchange = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IllegalArgumentException noAddress) {
            exchange = CompletableFuture.failedFuture(new ConnectException("no address"));
        }
        CompletableFuture<HttpResponse<byte[]>> cancelled = exchange;
        // The request's own time does not count the body.
        return exchange.copy().orTimeout(time.toNanos(), TimeUnit.NANOSECONDS).handle((response, failure) -> {
            cancelled.cancel(true);
            Outcome<T> outcome =
                    failure == null ? read(peer, question, signature, response) : failed(peer, time, failure);
            meter.called(outcome.result(), Duration.ofNanos(System.nanoTime() - startNanos));
            return outcome.reply(asks.keySet());
        });
    }

    /** {@code reads}: where there are any, else {@code reason} stands for each. */
    private record Outcome<T>(PeerResult result, Map<Integer, PartitionRead<Partial<T>>> reads, String reason) {
        static <T> Outcome<T> of(PeerResult result, String reason) {
            return new Outcome<>(result, Map.of(), reason);
        }

        Reply<T> reply(Iterable<Integer> partitions) {
            Map<Integer, PartitionRead<Partial<T>>> all = new HashMap<>();
            for (int partition : partitions) {
                PartitionRead<Partial<T>> read = reads.get(partition);
                all.put(partition, read == null ? new Missing<>(reason) : read);
            }
            return new Reply<>(result != PeerResult.TIMED_OUT && result != PeerResult.UNREACHABLE, all);
        }
    }

    private <T> Outcome<T> read(
            Endpoint peer, PeerQuestion<T> question, String signature, HttpResponse<byte[]> response) {
        String theirs =
                response.headers().firstValue(PeerRoute.SIGNATURE_HEADER).orElse("");
        if (!PeerSeal.same(seal.ofAnswer(signature, response.statusCode(), response.body()), theirs)) {
            return unsigned(peer, response.statusCode());
        }
        if (response.statusCode() != 200) {
            String said = new String(response.body(), StandardCharsets.UTF_8);
            String reason = "refuses the question: " + said.substring(0, Math.min(LONGEST_REFUSAL, said.length()));
            log.warn("The instance at " + peer + " " + withoutDigits(reason) + ".");
            return Outcome.of(response.statusCode() == 401 ? PeerResult.UNAUTHORIZED : PeerResult.REFUSED, reason);
        }
        try {
            Map<Integer, PartitionRead<Partial<T>>> reads =
                    PeerAnswer.decode(response.body(), question.form()).reads();
            boolean whole =
                    question.asks().keySet().stream().allMatch(partition -> reads.get(partition) instanceof Answer);
            return new Outcome<>(
                    whole ? PeerResult.ANSWERED : PeerResult.PARTLY_MISSING, reads, "left it out of its answer");
        } catch (MalformedMessageException malformed) {
            return Outcome.of(PeerResult.REFUSED, "gave an answer that cannot be read: " + malformed.getMessage());
        }
    }

    private <T> Outcome<T> unsigned(Endpoint peer, int status) {
        return switch (status) {
            case 401 ->
                refusedSecret(peer, "refuses this instance's signature: the PEER_SECRET of the two is not the same");
            case 404, 405 ->
                refusedSecret(
                        peer,
                        "answers no other instance: PEER_SECRET is not set there, or something else listens at this"
                                + " address");
            case 200 -> refusedSecret(peer, "signs its answer otherwise: the PEER_SECRET of the two is not the same");
            default -> Outcome.of(PeerResult.REFUSED, "answers with status " + status);
        };
    }

    private <T> Outcome<T> refusedSecret(Endpoint peer, String reason) {
        log.warn("The instance at " + peer + " " + reason + ". Set the same PEER_SECRET at every instance.");
        return Outcome.of(PeerResult.UNAUTHORIZED, reason);
    }

    private <T> Outcome<T> failed(Endpoint peer, Duration time, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            if (time.compareTo(WORTH_A_WARNING) >= 0) {
                log.warn("The instance at " + peer
                        + " does not answer in time. Where that goes on, check that it runs, and that its"
                        + " APPLICATION_SERVER is an address that the other instances reach.");
            }
            return Outcome.of(PeerResult.TIMED_OUT, "does not answer within " + time.toMillis() + " ms");
        }
        if (cause instanceof SSLException) {
            return notTrusted(peer, cause);
        }
        boolean noAddress = cause instanceof ConnectException || cause instanceof UnresolvedAddressException;
        String what = noAddress ? "cannot be reached" : "ended the connection";
        log.warn("The instance at " + peer + " " + what
                + ". Where that goes on, check that it runs, and that its APPLICATION_SERVER is an address that the other"
                + " instances reach.");
        return Outcome.of(
                PeerResult.UNREACHABLE, what + "; it is down, or its APPLICATION_SERVER is not an address from here");
    }

    private <T> Outcome<T> notTrusted(Endpoint peer, Throwable failure) {
        boolean certificate = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(
                        cause -> cause instanceof CertificateException || cause instanceof CertPathValidatorException);
        String reason = certificate
                ? "shows a certificate that is not trusted: it must be of an authority in TLS_CA_FILE, and name the host"
                        + " in that instance's APPLICATION_SERVER"
                : "does not speak TLS as this instance does: set TLS_CERTIFICATE_FILE and TLS_KEY_FILE at every instance,"
                        + " or at none";
        log.warn("The instance at " + peer + " " + reason + ".");
        return Outcome.of(PeerResult.UNREACHABLE, reason);
    }

    /** So that a log that repeats nothing does not take every figure for news. */
    private static String withoutDigits(String text) {
        return text.replaceAll("\\d+ ms", "some ms");
    }
}
