package dev.livechatmetrics.cli.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects what a record requires of its values, so that it can refuse all that do not hold together. */
final class Requirements {
    private final List<Mistake> mistakes = new ArrayList<>();

    Requirements require(boolean holds, SettingKey key, Object got) {
        return holds ? this : refuse(Mistake.of(key, got));
    }

    Requirements require(boolean holds, SettingKey key, String takes, Object got) {
        return holds ? this : refuse(Mistake.of(key.name(), takes, String.valueOf(got)));
    }

    Requirements requirePort(SettingKey key, int port) {
        return require(port >= 0 && port <= 65_535, key, port);
    }

    private Requirements refuse(Mistake mistake) {
        mistakes.add(mistake);
        return this;
    }

    void check() {
        if (!mistakes.isEmpty()) {
            throw new InvalidSettingsException(mistakes);
        }
    }
}
