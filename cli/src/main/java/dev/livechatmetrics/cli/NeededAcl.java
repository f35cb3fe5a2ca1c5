package dev.livechatmetrics.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A resource of Kafka, and what must be allowed there; who may read or write may describe, too. */
record NeededAcl(Resource resource, List<String> operations) {
    /**
     * One, or all whose names begin so.
     *
     * @param option that names it to {@code kafka-acls.sh}
     */
    record Resource(String option, String name, boolean prefixed) {}

    static NeededAcl topic(String name, String... operations) {
        return new NeededAcl(new Resource("--topic", name, false), List.of(operations));
    }

    static NeededAcl topics(String prefix, String... operations) {
        return new NeededAcl(new Resource("--topic", prefix, true), List.of(operations));
    }

    static NeededAcl group(String name, String operation) {
        return new NeededAcl(new Resource("--group", name, false), List.of(operation));
    }

    static NeededAcl transactionalIds(String prefix, String operation) {
        return new NeededAcl(new Resource("--transactional-id", prefix, true), List.of(operation));
    }

    /** Each resource once, with all that is needed there. */
    static List<NeededAcl> merged(List<NeededAcl> needed) {
        Map<Resource, Set<String>> operations = new LinkedHashMap<>();
        needed.forEach(acl -> operations
                .computeIfAbsent(acl.resource, none -> new LinkedHashSet<>())
                .addAll(acl.operations));
        List<NeededAcl> merged = new ArrayList<>();
        operations.forEach((resource, all) -> merged.add(new NeededAcl(resource, List.copyOf(all))));
        return merged;
    }

    /** Of {@code kafka-acls.sh}, with a blank before each. */
    String options() {
        return operations.stream().map(each -> " --operation " + each).collect(Collectors.joining())
                + (resource.prefixed ? " --resource-pattern-type prefixed " : " ") + resource.option + " '"
                + resource.name + "'";
    }
}
