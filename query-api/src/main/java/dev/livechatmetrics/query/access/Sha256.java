package dev.livechatmetrics.query.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash under which a token is known; Rocket.Chat keeps it, too. */
final class Sha256 {
    static final int BYTES = 32;

    private Sha256() {}

    static byte[] of(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of both; no other pair of texts has the same, whatever is in them. */
    static byte[] of(String one, String other) {
        MessageDigest digest = digest();
        digest.update(of(one));
        digest.update(of(other));
        return digest.digest();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
