package dev.livechatmetrics.cli.send;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;

/** The way to a destination of which topics are read, too. */
public interface ReadingConnector extends Connector {
    /** Why these topics cannot be used now and what to do about it, or empty where they can; asked within a few seconds. */
    Optional<String> obstacle(Destination destination, List<String> topics);

    /** One that is in no group and reads what is committed. */
    Consumer<byte[], byte[]> consumer(Destination destination);
}
