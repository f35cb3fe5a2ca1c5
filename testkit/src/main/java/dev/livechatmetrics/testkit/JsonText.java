package dev.livechatmetrics.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A JSON object written by hand, field by field, so that it can be written in every legal way, or in an illegal one.
 * Values are raw JSON text.
 */
final class JsonText {

    private final Map<String, String> fields = new LinkedHashMap<>();

    JsonText raw(String name, String json) {
        fields.put(name, json);
        return this;
    }

    JsonText text(String name, String value) {
        return raw(name, quote(value));
    }

    JsonText without(String name) {
        fields.remove(name);
        return this;
    }

    String rawOf(String name) {
        return fields.get(name);
    }

    String compact() {
        List<String> members = new ArrayList<>();
        fields.forEach((name, json) -> members.add(quote(name) + ":" + json));
        return "{" + String.join(",", members) + "}";
    }

    /** The same object as another producer might write it: names in any order, white space inside, escapes in names. */
    String varied(Random random) {
        String gap = random.nextInt(3) == 0 ? " " : random.nextInt(20) == 0 ? "\r\n\t" : "";
        List<String> members = new ArrayList<>();
        fields.forEach((name, json) -> {
            String written = random.nextInt(30) == 0 ? quoteEscaped(name, random) : quote(name);
            members.add(gap + written + gap + ":" + gap + json + gap);
        });
        if (random.nextBoolean()) {
            Collections.shuffle(members, random);
        }
        return "{" + String.join(",", members) + "}";
    }

    static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(unicodeEscape(c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** Legal and unusual: about half of the UTF-16 units as {@code \}{@code uXXXX}, pairs always whole. */
    static String quoteEscaped(String text, Random random) {
        StringBuilder json = new StringBuilder("\"");
        text.codePoints().forEach(codePoint -> {
            String character = Character.toString(codePoint);
            if (random.nextBoolean()) {
                character.chars().forEach(unit -> json.append(unicodeEscape((char) unit)));
            } else {
                String quoted = quote(character);
                json.append(quoted, 1, quoted.length() - 1);
            }
        });
        return json.append('"').toString();
    }

    private static String unicodeEscape(char unit) {
        return "\\u" + HexFormat.of().toHexDigits(unit);
    }
}
