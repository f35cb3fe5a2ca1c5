package dev.livechatmetrics.query.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what instances say to one another, by HMAC-SHA-256 with the secret that they share. A question is signed with its
 * method, path, time and a number that is used once; the answer together with the question's signature, so that it counts
 * for that question alone.
 */
public final class PeerSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String QUESTION = "livechat-metrics question 1";
    private static final String ANSWER = "livechat-metrics answer 1";
    private static final int NONCE_BYTES = 16;
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    public PeerSeal(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static boolean isNonce(String text) {
        return NONCE.matcher(text).matches();
    }

    /** No part before the body has a line break, so that no other question has the same bytes. */
    String ofQuestion(String method, String path, long timeMillis, String nonce, byte[] body) {
        return sign(String.join("\n", QUESTION, method, path, Long.toString(timeMillis), nonce, ""), body);
    }

    String ofAnswer(String questionSignature, int status, byte[] body) {
        return sign(String.join("\n", ANSWER, questionSignature, Integer.toString(status), ""), body);
    }

    /** In a time that does not tell where they differ. */
    static boolean same(String signature, String other) {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** 32 bytes for another purpose, from which the secret cannot be told. */
    public byte[] derivedKey(String purpose) {
        return mac("livechat-metrics key for " + purpose, new byte[0]);
    }

    private String sign(String head, byte[] body) {
        return HexFormat.of().formatHex(mac(head, body));
    }

    private byte[] mac(String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            // Every Java platform has the algorithm, and the key is never empty.
            throw new IllegalStateException(impossible);
        }
    }
}
