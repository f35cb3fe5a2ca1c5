package dev.livechatmetrics.benchmarks.contender;

import dev.livechatmetrics.streams.topology.SourceTopics;
import dev.livechatmetrics.streams.topology.TopicNames;

/** The pipeline alone, on topics that have the events of the same change streams already. */
public final class EventsOfChangeStreams implements Contender {
    @Override
    public Pass run(Task task) throws Exception {
        return ChangeStreamPass.run(
                task,
                SourceTopics.NONE,
                new TopicNames(
                        task.log().conversations(), task.log().messages(), task.applicationId() + "-dead-letters"));
    }
}
