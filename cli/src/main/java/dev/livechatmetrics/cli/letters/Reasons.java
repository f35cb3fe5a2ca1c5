package dev.livechatmetrics.cli.letters;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The letters that are asked for: of any of these reasons, or all where none is named. */
final class Reasons {
    private final List<String> wanted;
    private final Set<String> met = new HashSet<>();

    /** Each is a code, such as {@code missing-field}, or all of a reason, {@code missing-field eventId}. */
    Reasons(List<String> wanted) {
        this.wanted = List.copyOf(wanted);
    }

    boolean include(Letter letter) {
        if (wanted.isEmpty()) {
            return true;
        }
        boolean included = false;
        for (String reason : wanted) {
            if (reason.equals(letter.reason()) || isCode(reason, letter.reason())) {
                included = true;
                met.add(reason);
            }
        }
        return included;
    }

    private static boolean isCode(String wantedReason, String reason) {
        return reason != null && (reason.startsWith(wantedReason + " ") || reason.startsWith(wantedReason + ":"));
    }

    /** Says which of them no letter has: one is easily mistyped. */
    void printUnmet(PrintWriter err) {
        wanted.stream()
                .distinct()
                .filter(reason -> !met.contains(reason))
                .forEach(reason -> err.println("no dead letter has the reason \"" + reason + "\""));
        err.flush();
    }
}
