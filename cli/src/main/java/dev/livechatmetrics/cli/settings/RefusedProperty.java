package dev.livechatmetrics.cli.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The properties of Kafka that the operator may not set, since a promise of the product hangs on each. */
record RefusedProperty(Pattern form, String reason) {
    private static final String BYTES = "the pipeline reads and writes bytes";
    private static final String EXACT = "the exact counts hang on it";
    private static final String NET = "every record that is refused goes to TOPIC_DEAD_LETTERS";
    private static final String STORES = "the pipeline chooses its own stores";

    private static final List<RefusedProperty> ALL = List.of(
            refused("processing\\.guarantee", "exactly_once_v2 keeps the counts exact over crashes"),
            refused("group\\.protocol", "classic is the one with which questions find the right host"),
            refused("application\\.id", "set APPLICATION_ID"),
            refused("application\\.server", "set APPLICATION_SERVER"),
            refused("state\\.dir", "set DATA_DIR"),
            refused("bootstrap\\.(servers|controllers)", "set KAFKA_BOOTSTRAP_SERVERS"),
            refused("group\\.id", "set APPLICATION_ID"),
            refused("transactional\\.id", EXACT),
            refused("transaction\\.two\\.phase\\.commit\\.enable", EXACT),
            refused("enable\\.idempotence", EXACT),
            refused("acks", EXACT),
            refused("isolation\\.level", EXACT),
            refused("enable\\.auto\\.commit", EXACT),
            refused("auto\\.offset\\.reset", "the pipeline starts at the earliest event"),
            refused("partitioner\\.(class|ignore\\.keys)", "all events of a conversation must share a partition"),
            refused("(key|value)\\.(de)?serializer", BYTES),
            refused("default\\..*serde.*|windowed\\.inner\\.class\\.serde|window(ed)?\\.inner\\.serde\\.class", BYTES),
            refused("(default|message)\\.timestamp\\.extractor", "the time of an event is in its value"),
            refused(".*\\.exception\\.handler(\\..*)?", NET),
            refused("errors\\.dead\\.letter\\.queue\\.topic\\.name", NET),
            refused("default\\.client\\.supplier", "the pipeline makes its own clients"),
            refused("rocksdb\\.config\\.setter", "the stores share one bound on their memory"),
            refused("(default\\.)?dsl\\..*", STORES));

    private static final RefusedProperty CHANGELOG_CLEANUP =
            refused("topic\\.cleanup\\.policy", "the stores are restored from compacted topics");

    private static RefusedProperty refused(String form, String reason) {
        return new RefusedProperty(Pattern.compile(form), reason);
    }

    /** Why the property may not be set, whether it is named plainly or for one of Streams' clients. */
    static Optional<String> reason(String property) {
        if (CHANGELOG_CLEANUP.matches(property)) {
            return Optional.of(CHANGELOG_CLEANUP.reason);
        }
        String name = StreamsPrefix.of(property)
                .map(prefix -> prefix.cutFrom(property))
                .orElse(property);
        return ALL.stream()
                .filter(refused -> refused.matches(name))
                .map(RefusedProperty::reason)
                .findFirst();
    }

    private boolean matches(String name) {
        return form.matcher(name).matches();
    }
}
