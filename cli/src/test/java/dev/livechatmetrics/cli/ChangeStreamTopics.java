package dev.livechatmetrics.cli;

import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.schemas.rocketchat.Mapped;
import dev.livechatmetrics.schemas.rocketchat.RocketChat;
import dev.livechatmetrics.testkit.ChangeStreamForm;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.RocketChatChange;
import dev.livechatmetrics.testkit.RocketChatChange.Collection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A connector's two topics. */
record ChangeStreamTopics(String bootstrapServers, String rooms, String messages) {
    private static final int PARTITIONS = 3;

    /** Creates them. */
    static ChangeStreamTopics create(String bootstrapServers, String prefix)
            throws ExecutionException, InterruptedException {
        ChangeStreamTopics topics =
                new ChangeStreamTopics(bootstrapServers, prefix + ".rocketchat_room", prefix + ".rocketchat_message");
        List<String> names = List.of(topics.rooms, topics.messages);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(names.stream()
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
            // For a moment a broker may not know what it has just created.
            await().atMost(Api.PATIENCE)
                    .ignoreExceptions()
                    .until(() ->
                            admin.describeTopics(names).allTopicNames().get().size() == names.size());
        }
        return topics;
    }

    /** What an instance must be told to read them. */
    Map<String, String> environment() {
        return Map.of("SOURCE_TOPIC_ROOMS", rooms, "SOURCE_TOPIC_MESSAGES", messages);
    }

    /** With every tenth change a second time, at the end. */
    static List<RocketChatChange> repeating(List<RocketChatChange> changes) {
        List<RocketChatChange> delivered = new ArrayList<>(changes);
        for (int i = 0; i < changes.size(); i += 10) {
            delivered.add(changes.get(i));
        }
        return delivered;
    }

    /** Returns once all are acknowledged, how many events and tombstones that makes. */
    long send(KafkaProducer<byte[], byte[]> producer, ChangeStreamForm form, List<RocketChatChange> changes)
            throws ExecutionException, InterruptedException {
        long events = 0;
        List<Future<?>> sent = new ArrayList<>();
        for (RocketChatChange change : changes) {
            boolean ofRoom = change.collection() == Collection.ROOM;
            for (ChangeStreamForm.Written record : form.records(change, MongoJson.CANONICAL)) {
                sent.add(producer.send(new ProducerRecord<>(ofRoom ? rooms : messages, record.key(), record.value())));
                events += events(
                        ofRoom
                                ? RocketChat.roomChange(record.key(), record.value())
                                : RocketChat.messageChange(record.key(), record.value()));
            }
        }
        for (Future<?> acknowledged : sent) {
            acknowledged.get();
        }
        return events;
    }

    private static int events(Mapped mapped) {
        if (mapped instanceof Mapped.Events made) {
            return made.events().size();
        }
        return mapped instanceof Mapped.Removed ? 1 : 0;
    }
}
