package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Mistake;
import java.util.List;
import java.util.stream.Collectors;

/** The settings have mistakes; the message names all of them, a line each. */
final class RefusedSettingsException extends RuntimeException {
    RefusedSettingsException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::message).collect(Collectors.joining(System.lineSeparator())));
    }
}
