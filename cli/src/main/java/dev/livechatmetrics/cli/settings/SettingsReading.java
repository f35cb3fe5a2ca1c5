package dev.livechatmetrics.cli.settings;

import java.util.List;

/** What came of reading the configuration. */
public sealed interface SettingsReading {

    /** What the operator should know, though it stops nothing: keys that no client of Kafka reads. Never a value. */
    List<String> warnings();

    NamedFiles files();

    /** Everything holds. */
    record Accepted(Settings settings, List<String> warnings, NamedFiles files) implements SettingsReading {
        public Accepted {
            warnings = List.copyOf(warnings);
        }
    }

    /** At least one mistake. */
    record Refused(List<Mistake> mistakes, List<String> warnings, NamedFiles files) implements SettingsReading {
        public Refused {
            mistakes = List.copyOf(mistakes);
            warnings = List.copyOf(warnings);
        }
    }
}
