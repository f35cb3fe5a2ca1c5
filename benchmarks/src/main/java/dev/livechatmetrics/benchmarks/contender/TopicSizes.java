package dev.livechatmetrics.benchmarks.contender;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** The bytes that topics take on the brokers' disks, all partitions and copies together. */
public final class TopicSizes {
    private TopicSizes() {}

    public static Map<String, Long> of(Admin admin, Predicate<String> topics)
            throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        Map<String, Long> bytes = new TreeMap<>();
        for (Map<String, LogDirDescription> folders :
                admin.describeLogDirs(brokers).allDescriptions().get().values()) {
            for (LogDirDescription folder : folders.values()) {
                folder.replicaInfos().forEach((partition, replica) -> {
                    if (topics.test(partition.topic())) {
                        bytes.merge(partition.topic(), replica.size(), Long::sum);
                    }
                });
            }
        }
        return bytes;
    }
}
