package dev.livechatmetrics.cli.send;

import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;

/** The way to a destination. */
public interface Connector {
    /** Why nothing can be sent there now and what to do about it, or empty where it can; asked within a few seconds. */
    Optional<String> obstacle(Destination destination);

    Producer<byte[], byte[]> producer(Destination destination);
}
