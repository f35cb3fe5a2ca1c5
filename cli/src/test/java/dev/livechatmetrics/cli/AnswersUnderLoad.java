package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.query.cluster.InputPositions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The numbers of conversations that instances answer while partitions move between them. Each must lie between what was
 * committed before it was asked for and what had been sent when it came: a partition left out would show, and so would
 * one that is counted twice.
 */
final class AnswersUnderLoad implements AutoCloseable {
    /** All days that any workspace has. */
    private static final String QUESTION = "/api/v1/livechat/analytics/dashboards/charts-data"
            + "?chartName=Total_conversations&start=2025-01-01&end=2025-12-31";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventTopics topics;
    private final String applicationId;
    private final Admin admin;
    private final List<TopicPartition> partitions;
    private final List<Answer> answers = new ArrayList<>();
    private int refusals;
    private int copies;

    /** Offsets are those of the next record in each partition. */
    private record Answer(long conversations, Map<TopicPartition, Long> committed, Map<TopicPartition, Long> sent) {}

    AnswersUnderLoad(EventTopics topics, String applicationId, int partitions) {
        this.topics = topics;
        this.applicationId = applicationId;
        this.admin = Admin.create(Map.of("bootstrap.servers", topics.bootstrapServers()));
        this.partitions = Stream.of(topics.conversations(), topics.messages())
                .flatMap(topic -> Stream.iterate(0, n -> n + 1)
                        .limit(partitions)
                        .map(partition -> new TopicPartition(topic, partition)))
                .toList();
    }

    /** Asks once; "unavailable" is right at any time. */
    void ask(Api api) throws ExecutionException, InterruptedException, IOException {
        Map<TopicPartition, Long> committed = committed();
        HttpResponse<String> response = api.get(QUESTION);
        if (response.statusCode() == 503) {
            refusals++;
            return;
        }
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        long conversations = 0;
        for (JsonNode point : JSON.readTree(response.body()).get("dataPoints")) {
            conversations += point.longValue();
        }
        // A copy may lack what was committed of late, but nothing before the position that it claims.
        answers.add(new Answer(conversations, Api.isOfACopy(response) ? claimed(response) : committed, sent()));
    }

    private Map<TopicPartition, Long> claimed(HttpResponse<String> response) {
        String position = response.headers().firstValue("X-Metrics-Position").orElseThrow();
        Map<TopicPartition, Long> claimed = new HashMap<>();
        InputPositions.parse(position).orElseThrow().partitions().forEach((partition, read) -> {
            claimed.put(new TopicPartition(topics.conversations(), partition), read.conversations());
            claimed.put(new TopicPartition(topics.messages(), partition), read.messages());
        });
        if (claimed.isEmpty()) {
            throw new IllegalStateException("a copy that claims to have read nothing: " + position);
        }
        copies++;
        return claimed;
    }

    /** How many of them were from copies. */
    int copies() {
        return copies;
    }

    int answers() {
        return answers.size();
    }

    int refusals() {
        return refusals;
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(applicationId)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }

    private Map<TopicPartition, Long> sent() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> sent = new HashMap<>();
        admin.listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
                .all()
                .get()
                .forEach((partition, end) -> sent.put(partition, end.offset()));
        return sent;
    }

    /** To be called once all is sent. */
    void assertWhole() throws IOException {
        Map<String, List<Place>> opened = new HashMap<>();
        Set<String> deleted = new HashSet<>();
        for (String topic : List.of(topics.conversations(), topics.messages())) {
            for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
                String conversation = new String(record.key(), StandardCharsets.UTF_8);
                String type = record.value() == null
                        ? "conversation.deleted"
                        : JSON.readTree(record.value()).get("type").textValue();
                switch (type) {
                    case "conversation.opened" ->
                        opened.computeIfAbsent(conversation, id -> new ArrayList<>())
                                .add(Place.of(record));
                    case "conversation.deleted" -> deleted.add(conversation);
                    default -> {}
                }
            }
        }
        for (Answer answer : answers) {
            long most = opened.values().stream()
                    .filter(places -> anyBefore(answer.sent(), places))
                    .count();
            long least = opened.entrySet().stream()
                    .filter(entry -> !deleted.contains(entry.getKey()))
                    .filter(entry -> anyBefore(answer.committed(), entry.getValue()))
                    .count();
            assertThat(answer.conversations())
                    .as(
                            "conversations, with %s committed before and %s sent by then",
                            answer.committed(), answer.sent())
                    .isBetween(least, most);
        }
    }

    private record Place(TopicPartition partition, long offset) {
        static Place of(ConsumerRecord<byte[], byte[]> record) {
            return new Place(new TopicPartition(record.topic(), record.partition()), record.offset());
        }
    }

    private static boolean anyBefore(Map<TopicPartition, Long> ends, List<Place> places) {
        return places.stream().anyMatch(place -> place.offset() < ends.getOrDefault(place.partition(), 0L));
    }

    @Override
    public void close() {
        admin.close();
    }
}
