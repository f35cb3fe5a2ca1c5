package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.streams.topology.SourceTopics;
import dev.livechatmetrics.streams.topology.TopicNames;
import java.util.Optional;

/** The product on change streams: the stage that makes events of them, and the pipeline that reads these beside it. */
public final class ChangeStreams implements Contender {
    /** The connector's topic of rooms, of a log of that name. */
    public static String rooms(String log) {
        return log + ".rocketchat_room";
    }

    /** The connector's topic of messages. */
    public static String messages(String log) {
        return log + ".rocketchat_message";
    }

    @Override
    public Pass run(Task task) throws Exception {
        String log = task.log().name();
        String own = task.applicationId() + "-events";
        return ChangeStreamPass.run(
                task,
                new SourceTopics(Optional.of(rooms(log)), Optional.of(messages(log))),
                new TopicNames(own + ".conversations", own + ".messages", own + ".dead-letters"));
    }
}
