package dev.livechatmetrics.schemas.event;

import java.nio.charset.StandardCharsets;

/** The bounds of an id: a text of 1 to {@value #MAX_BYTES} UTF-8 bytes. */
public final class Ids {
    public static final int MAX_BYTES = 256;

    private Ids() {}

    /** Whether the text is an id: within bounds and encodable, that is without unpaired surrogates. */
    public static boolean isId(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_BYTES) {
            return false;
        }
        int bytes = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return false;
            }
        }
        return bytes <= MAX_BYTES;
    }

    static String requireId(String text, String field) {
        if (!isId(text)) {
            throw new IllegalArgumentException(field + " is not a text of 1 to " + MAX_BYTES + " UTF-8 bytes");
        }
        return text;
    }

    /** The id as UTF-8 bytes, the form in which identities are compared. */
    public static byte[] utf8(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
