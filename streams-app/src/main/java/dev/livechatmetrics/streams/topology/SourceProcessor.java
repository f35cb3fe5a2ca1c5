package dev.livechatmetrics.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livechatmetrics.schemas.event.EventEncoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Reason;
import dev.livechatmetrics.schemas.rocketchat.Mapped;
import dev.livechatmetrics.schemas.rocketchat.RocketChat;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes events of the changes of documents, one record at a time and without any memory: a document is a state, so what it
 * implies is told again with every change, by the same identities.
 */
final class SourceProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(SourceProcessor.class);

    /** The code of what is no change of a document, before the words that say where. */
    static final String NOT_A_CHANGE = "not-a-change";

    private final SourceTopics sources;
    private final int maxDeadLetterBytes;
    private final SourceCounts counts;
    private ProcessorContext<byte[], byte[]> context;

    SourceProcessor(SourceTopics sources, int maxDeadLetterBytes, SourceCounts counts) {
        this.sources = sources;
        this.maxDeadLetterBytes = maxDeadLetterBytes;
        this.counts = counts;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        Mapped mapped;
        try {
            mapped = origin.topic().equals(sources.rooms().orElse(null))
                    ? RocketChat.roomChange(record.key(), record.value())
                    : RocketChat.messageChange(record.key(), record.value());
        } catch (RuntimeException bug) {
            // The class alone: a message may quote the record.
            LOG.error(
                    "Mapping failed with {} at {}-{}@{}; the record goes to the dead letters",
                    bug.getClass().getName(),
                    origin.topic(),
                    origin.partition(),
                    origin.offset());
            deadLetter(record, origin, Reason.PROCESSING_FAILED.code(), "");
            return;
        }
        forward(record, origin, mapped);
    }

    private void forward(Record<byte[], byte[]> record, RecordMetadata origin, Mapped mapped) {
        if (mapped instanceof Mapped.Events events) {
            byte[] key = events.conversationId().getBytes(UTF_8);
            events.events().forEach(event -> forward(key, event, record.timestamp()));
            counts.events(origin.topic());
        } else if (mapped instanceof Mapped.Removed removed) {
            byte[] key = removed.conversationId().getBytes(UTF_8);
            context.forward(new Record<>(key, null, record.timestamp()), Names.MAPPED_CONVERSATIONS);
            counts.removal(origin.topic());
        } else if (mapped instanceof Mapped.Nothing nothing) {
            counts.nothing(origin.topic(), nothing.why());
        } else {
            deadLetter(record, origin, NOT_A_CHANGE, ": " + ((Mapped.Refused) mapped).reason());
        }
    }

    private void forward(byte[] key, LivechatEvent event, long timestamp) {
        boolean ofMessage = event.type().compareTo(EventType.MESSAGE_SENT) >= 0;
        context.forward(
                new Record<>(key, EventEncoder.encode(event), timestamp),
                ofMessage ? Names.MAPPED_MESSAGES : Names.MAPPED_CONVERSATIONS);
    }

    private void deadLetter(Record<byte[], byte[]> record, RecordMetadata origin, String code, String words) {
        context.forward(DeadLetter.of(record, origin, code + words, maxDeadLetterBytes), Names.DEAD_LETTERS);
        counts.deadLetter(origin.topic(), code);
    }
}
