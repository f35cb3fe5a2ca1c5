package dev.livechatmetrics.cli.settings;

import java.util.ArrayList;
import java.util.List;

/** What reading the configuration has found so far. */
final class Findings {
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void mistake(Mistake mistake) {
        mistakes.add(mistake);
    }

    void warning(String warning) {
        warnings.add(warning);
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    List<String> warnings() {
        return warnings;
    }
}
