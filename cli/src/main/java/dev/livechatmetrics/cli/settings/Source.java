package dev.livechatmetrics.cli.settings;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One place that values come from, the environment or the properties file: by key, either plainly or as KEY_FILE. */
final class Source {

    /** A value as it was written; {@code inFile} = it is the path of the file that holds it. */
    private record Entry(String name, String text, boolean inFile) {}

    private final Map<String, Entry> entries = new TreeMap<>();

    private Source() {}

    /** What of the named values is ours; an empty value is one that is not set. */
    static Source of(Map<String, String> named, Findings findings) {
        Source source = new Source();
        new TreeMap<>(named).forEach((name, text) -> source.add(name, text, findings));
        return source;
    }

    private void add(String name, String text, Findings findings) {
        Optional<String> keyOfFile = ValueFile.keyOf(name);
        boolean ours = keyOfFile.isPresent()
                || SettingKey.named(name).isPresent()
                || PassedOnKey.of(name).isPresent();
        if (!ours || text.isEmpty()) {
            return;
        }
        String key = keyOfFile.orElse(name); // KEY sorts before KEY_FILE
        if (!entries.containsKey(key)) {
            entries.put(key, new Entry(name, text, keyOfFile.isPresent()));
        } else if (mustHold(key)) {
            findings.mistake(new Mistake(key, "its value or a file that holds it, not both", key + " and " + name));
        } else {
            findings.warning(name + " is left out, since " + key + " is set");
        }
    }

    /** The texts by key: those of the other source where this one is silent, those in files read. */
    Map<String, String> textsOver(Source other, Findings findings) {
        Map<String, Entry> all = new TreeMap<>(other.entries);
        all.putAll(entries);
        Map<String, String> texts = new TreeMap<>();
        all.forEach((key, entry) -> {
            Optional<String> text = entry.inFile() ? ValueFile.read(entry.text()) : Optional.of(entry.text());
            if (text.isPresent()) {
                texts.put(key, text.get());
            } else if (mustHold(key)) {
                findings.mistake(Mistake.of(entry.name(), ValueFile.TAKES, entry.text()));
            } else {
                findings.warning(entry.name() + " is left out, since its file cannot be read");
            }
        });
        return texts;
    }

    /** Kubernetes sets KAFKA_* of its own: a mistake in what nobody reads must not stop the product. */
    private static boolean mustHold(String key) {
        return PassedOnKey.of(key).map(PassedOnKey::isKnown).orElse(true);
    }
}
