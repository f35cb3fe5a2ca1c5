package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Answers other instances, from this instance's own partitions alone: a question is never passed on, so none can go round
 * in circles. Whoever does not know the secret learns nothing, not even what is wrong.
 */
public final class PeerDoor {
    private static final Pattern TIME = Pattern.compile("\\d{1,15}");

    private final PeerSeal seal;
    private final String applicationId;
    private final PartitionSource own;
    private final Clock clock;

    public PeerDoor(PeerSeal seal, String applicationId, PartitionSource own, Clock clock) {
        this.seal = seal;
        this.applicationId = applicationId;
        this.own = own;
        this.clock = clock;
    }

    /** A question as it came, with null for headers that are absent. */
    public record Call(String method, String path, String time, String nonce, String signature, byte[] body) {}

    /** What is answered. */
    public sealed interface Reply {
        /** Whoever asks does not know the secret. */
        record Unknown() implements Reply {}

        /** Nothing is known here yet, not even the deployment. */
        record Starting() implements Reply {}

        /** {@code signature}: of the status and the body. */
        record Signed(int status, byte[] body, String signature) implements Reply {}
    }

    public Reply answer(Call call) {
        if (call.time() == null
                || call.nonce() == null
                || call.signature() == null
                || !TIME.matcher(call.time()).matches()
                || !PeerSeal.isNonce(call.nonce())) {
            return new Reply.Unknown();
        }
        long timeMillis = Long.parseLong(call.time());
        String expected = seal.ofQuestion(call.method(), call.path(), timeMillis, call.nonce(), call.body());
        if (!PeerSeal.same(expected, call.signature())) {
            return new Reply.Unknown();
        }
        long aheadMillis = timeMillis - clock.millis();
        if (Math.abs(aheadMillis) > PeerRoute.CLOCK_SKEW.toMillis()) {
            return refused(
                    expected,
                    401,
                    "your clock is " + Math.abs(aheadMillis) + " ms "
                            + (aheadMillis > 0 ? "ahead of" : "behind")
                            + " mine, and more than " + PeerRoute.CLOCK_SKEW.toMillis() + " ms are not taken");
        }
        PeerQuestion<?> question;
        try {
            question = PeerQuestion.decode(call.body());
        } catch (MalformedMessageException malformed) {
            return refused(expected, 400, "the question cannot be read: " + malformed.getMessage());
        }
        if (!question.applicationId().equals(applicationId)) {
            return refused(expected, 409, "here is another APPLICATION_ID: two deployments share an address");
        }
        return signed(expected, 200, answer(question).encode());
    }

    private <T> PeerAnswer<T> answer(PeerQuestion<T> question) {
        Map<Integer, PartitionRead<Partial<T>>> reads =
                new HashMap<>(own.read(question.form().query(), question.asks()));
        reads.keySet().retainAll(question.asks().keySet());
        question.asks()
                .keySet()
                .forEach(partition -> reads.putIfAbsent(partition, new PartitionRead.Missing<>("no result")));
        return new PeerAnswer<>(question.form(), reads);
    }

    private Reply refused(String questionSignature, int status, String reason) {
        return signed(questionSignature, status, reason.getBytes(StandardCharsets.UTF_8));
    }

    private Reply signed(String questionSignature, int status, byte[] body) {
        return new Reply.Signed(status, body, seal.ofAnswer(questionSignature, status, body));
    }
}
