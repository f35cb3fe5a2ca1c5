package dev.livechatmetrics.query.listing;

import dev.livechatmetrics.streams.topology.OpeningKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a list goes on, as a text that means nothing to whoever sends it back: it may name a conversation of which he may not
 * hear. Sealed by AES-GCM, so that no other place can be made up either.
 */
public final class Cursors {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private Cursors(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Which all that have the key understand. {@code key}: 32 bytes that nobody else knows. */
    public static Cursors with(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        return new Cursors(key);
    }

    /** Which nobody else understands, nor this process when it is started again. */
    public static Cursors ofThisProcess() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new Cursors(key);
    }

    public String text(OpeningKey place) {
        byte[] id = place.conversationId().getBytes(StandardCharsets.UTF_8);
        byte[] open = ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(place.atMillis())
                .put(id)
                .array();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed;
        try {
            sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(open);
        } catch (GeneralSecurityException impossible) {
            // Every Java platform has the algorithm.
            throw new IllegalStateException(impossible);
        }
        byte[] bytes = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, bytes, NONCE_BYTES, sealed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty where it is none, or another's. */
    public Optional<OpeningKey> read(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            ByteBuffer open = ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES))
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
            long atMillis = open.getLong();
            return Optional.of(new OpeningKey(
                    atMillis, StandardCharsets.UTF_8.newDecoder().decode(open).toString()));
        } catch (IllegalArgumentException | GeneralSecurityException | CharacterCodingException notOne) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
