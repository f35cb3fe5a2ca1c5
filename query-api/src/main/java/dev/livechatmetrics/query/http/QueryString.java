package dev.livechatmetrics.query.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a query string as browsers write it. Not left to the server's own parser: that one takes the character set from
 * the request's {@code Content-Type} and drops what it cannot decode, so that a mistake would read as an absence.
 */
final class QueryString {
    private QueryString() {}

    /**
     * The raw values of each parameter, to be decoded one by one. A name that cannot be decoded stays as it is: it has a
     * {@code %} and so is no known name.
     *
     * @param query null where the address has none
     */
    static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query == null) {
            return parameters;
        }
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = query.length();
            }
            if (end > start) {
                String pair = query.substring(start, end);
                int equals = pair.indexOf('=');
                String rawName = equals < 0 ? pair : pair.substring(0, equals);
                String name = decoded(rawName);
                parameters
                        .computeIfAbsent(name == null ? rawName : name, absent -> new ArrayList<>())
                        .add(equals < 0 ? "" : pair.substring(equals + 1));
            }
            start = end + 1;
        }
        return parameters;
    }

    /** The text, with {@code +} for a space; null where it is not UTF-8 in percent-encoding. */
    static String decoded(String raw) {
        return isPlain(raw) ? raw : decodedBytes(raw);
    }

    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == '+' || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String decodedBytes(String raw) {
        byte[] utf8 = raw.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(utf8.length);
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == '+') {
                bytes.write(' ');
            } else if (utf8[i] != '%') {
                bytes.write(utf8[i]);
            } else {
                int high = i + 2 < utf8.length ? Character.digit((char) utf8[i + 1], 16) : -1;
                int low = i + 2 < utf8.length ? Character.digit((char) utf8[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.write(16 * high + low);
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
