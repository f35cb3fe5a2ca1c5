package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One resource of Kafka, or all whose names begin so, and what must be allowed there.
 *
 * @param option that names the resource to {@code kafka-acls.sh}
 * @param operations as it takes them; who may read or write may describe, too
 */
record NeededAcl(String option, String name, boolean prefixed, List<String> operations) {
    private static final String TOPIC = "--topic";
    private static final String GROUP = "--group";
    private static final String TRANSACTIONAL_ID = "--transactional-id";

    static List<NeededAcl> ofServe(Settings settings) {
        String id = settings.application().id();
        List<String> sources = settings.sources().names();
        // What webhooks and change streams say is written there.
        String[] ofEvents = settings.http().webhookToken().isPresent() || !sources.isEmpty()
                ? new String[] {"Read", "Write", "Create", "DescribeConfigs"}
                : new String[] {"Read", "Create", "DescribeConfigs"};
        List<NeededAcl> needed = new ArrayList<>(List.of(
                // The settings of topics are checked, and those that are absent are created.
                topic(settings.topics().conversations(), ofEvents),
                topic(settings.topics().messages(), ofEvents),
                topic(settings.topics().deadLetters(), "Write", "Create", "DescribeConfigs"),
                // Changelogs.
                new NeededAcl(TOPIC, id + "-", true, List.of("Read", "Write", "Create")),
                new NeededAcl(GROUP, id, false, List.of("Read")),
                new NeededAcl(TRANSACTIONAL_ID, id + "-", true, List.of("Write"))));
        if (!sources.isEmpty()) {
            sources.forEach(name -> needed.add(topic(name, "Read")));
            needed.add(new NeededAcl(GROUP, id + "-sources", false, List.of("Read")));
        }
        return needed;
    }

    static List<NeededAcl> ofProducers(Settings settings) {
        return Stream.of(settings.topics().conversations(), settings.topics().messages())
                .map(name -> topic(name, "Write"))
                .toList();
    }

    private static NeededAcl topic(String name, String... operations) {
        return new NeededAcl(TOPIC, name, false, List.of(operations));
    }

    /** Of {@code kafka-acls.sh}, with a blank before each. */
    String options() {
        return operations.stream().map(each -> " --operation " + each).collect(Collectors.joining())
                + (prefixed ? " --resource-pattern-type prefixed " : " ") + option + " '" + name + "'";
    }
}
