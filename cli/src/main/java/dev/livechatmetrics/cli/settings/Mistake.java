package dev.livechatmetrics.cli.settings;

/**
 * One thing wrong with the configuration.
 *
 * @param key the key as the operator wrote it
 * @param takes what the key takes, or what to do instead
 * @param got the value as it may be shown: quoted, or words in its place where it is a secret
 */
public record Mistake(String key, String takes, String got) {
    private static final int SHOWN_CHARACTERS = 120;

    static Mistake of(String key, String takes, String value) {
        return new Mistake(key, takes, Secret.isNamedBy(key) ? Secret.IN_PLACE : quoted(value));
    }

    static Mistake of(SettingKey key, Object value) {
        return of(key.name(), key.takes(), String.valueOf(value));
    }

    /** One line for the operator. */
    public String message() {
        return key + " takes " + takes + "; got " + got;
    }

    /** The text in quotation marks, on one line and of bounded length whatever is in it. */
    static String quoted(String text) {
        String start = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
        return '"' + start.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
