package dev.livechatmetrics.cli.send;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads {@code {"topic":…,"key":…,"value":…}}. The value is cut out of the line by its place in it, never written anew:
 * repeated names, long numbers and escapes reach Kafka as they stand. Not for use by several threads.
 */
public final class EnvelopeParser {
    /** Values are passed on, not held, so Jackson's bounds on them do not apply; a line's length is bound elsewhere. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private static final BrokenLine NOT_UTF8 = new BrokenLine("is not UTF-8");

    private final Utf8Check utf8 = new Utf8Check();

    /** The envelope that these bytes are, or why they are none. */
    public EnvelopeLine parse(byte[] bytes, int offset, int length) {
        if (!utf8.isUtf8(bytes, offset, length)) {
            return NOT_UTF8;
        }
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            return parse(json, bytes, offset);
        } catch (JacksonException e) {
            return broken(e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Says where, not what: the exception's own message quotes the line. */
    private static BrokenLine broken(JsonLocation location) {
        boolean known = location != null && location.getByteOffset() >= 0;
        return new BrokenLine("is not JSON" + (known ? ", near byte " + (location.getByteOffset() + 1) : ""));
    }

    private static EnvelopeLine parse(JsonParser json, byte[] bytes, int offset) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return new BrokenLine("is not a JSON object");
        }
        if (json.currentTokenLocation().getByteOffset() < 0) {
            // Zero bytes made Jackson guess UTF-16 or UTF-32, where it does not know byte positions.
            return NOT_UTF8;
        }
        EventTopic topic = null;
        byte[] key = null;
        byte[] value = null;
        boolean keySeen = false;
        boolean valueSeen = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            switch (field) {
                case "topic" -> {
                    if (topic != null) {
                        return twice(field);
                    }
                    topic = token == JsonToken.VALUE_STRING ? EventTopic.ofWireName(json.getText()) : null;
                    if (topic == null) {
                        return new BrokenLine("\"topic\" is neither \"conversations\" nor \"messages\"");
                    }
                }
                case "key" -> {
                    if (keySeen) {
                        return twice(field);
                    }
                    keySeen = true;
                    if (token == JsonToken.VALUE_STRING) {
                        try {
                            key = utf8(json.getText());
                        } catch (CharacterCodingException e) {
                            return new BrokenLine("\"key\" holds half of a surrogate pair");
                        }
                    } else if (token != JsonToken.VALUE_NULL) {
                        return new BrokenLine("\"key\" is neither a text nor null");
                    }
                }
                case "value" -> {
                    if (valueSeen) {
                        return twice(field);
                    }
                    valueSeen = true;
                    value = token == JsonToken.VALUE_NULL ? null : cut(json, bytes, offset);
                }
                default -> {
                    return new BrokenLine("has a field other than \"topic\", \"key\" and \"value\"");
                }
            }
        }
        if (json.nextToken() != null) {
            return new BrokenLine("goes on after its object");
        }
        if (topic == null || !keySeen || !valueSeen) {
            return new BrokenLine((topic == null ? "\"topic\"" : keySeen ? "\"value\"" : "\"key\"") + " is missing");
        }
        return new Envelope(topic, key, value);
    }

    private static byte[] cut(JsonParser json, byte[] bytes, int offset) throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken(); // a string ends where it was read to
        int end = (int) json.currentLocation().getByteOffset();
        return Arrays.copyOfRange(bytes, offset + start, offset + end);
    }

    private static byte[] utf8(String text) throws CharacterCodingException {
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static BrokenLine twice(String field) {
        return new BrokenLine("names \"" + field + "\" twice");
    }
}
