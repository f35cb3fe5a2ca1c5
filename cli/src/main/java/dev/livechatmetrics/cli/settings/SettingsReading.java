package dev.livechatmetrics.cli.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What came of reading the configuration. */
public sealed interface SettingsReading {

    /** What the operator should know, though it stops nothing: keys that no client of Kafka reads. Never a value. */
    List<String> warnings();

    /** The file of users that is named, whatever the rest is worth: who reads it has mistakes of it to add. */
    Optional<Path> authUsersFile();

    /** Everything holds. */
    record Accepted(Settings settings, List<String> warnings) implements SettingsReading {
        public Accepted {
            warnings = List.copyOf(warnings);
        }

        @Override
        public Optional<Path> authUsersFile() {
            return settings.http().authUsersFile();
        }
    }

    /** At least one mistake. */
    record Refused(List<Mistake> mistakes, List<String> warnings, Optional<Path> authUsersFile)
            implements SettingsReading {
        public Refused {
            mistakes = List.copyOf(mistakes);
            warnings = List.copyOf(warnings);
        }
    }
}
