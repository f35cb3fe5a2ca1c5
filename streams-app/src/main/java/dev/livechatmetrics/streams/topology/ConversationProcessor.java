package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.schemas.event.Decoded;
import dev.livechatmetrics.schemas.event.Ids;
import dev.livechatmetrics.schemas.event.KeptEvent;
import dev.livechatmetrics.schemas.event.Reason;
import dev.livechatmetrics.streams.conversation.Change;
import dev.livechatmetrics.streams.conversation.Outcome;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one record at a time: decodes it, adds the event to its conversation, replaces what the conversation
 * contributes to the buckets, and counts in the ledger how the record ended.
 *
 * <p>Whatever a record itself can cause to fail is found out before anything is changed, so that it ends as a dead
 * letter with nothing half done. A failure of Kafka or of a store, or a row that another build wrote, is not the record's:
 * it ends the thread, and the
 * transaction with it.
 */
final class ConversationProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationProcessor.class);
    private static final Decoded.Refused PROCESSING_FAILED = Decoded.Refused.of(Reason.PROCESSING_FAILED);

    private final OwnedStores owned;
    private final TopologyConfig config;
    private final TopologyConfig.Decoding decoding;
    private final KeyPlacement placement;
    private ProcessorContext<byte[], byte[]> context;
    private ConversationStore conversations;
    private Aggregates aggregates;
    private LedgerStore ledger;
    private LifecycleClock clock;
    private Lifecycle lifecycle;
    private LivePosition position;
    private List<LiveStore> stores = List.of();

    ConversationProcessor(TopologyConfig config, OwnedStores owned) {
        this.owned = owned;
        this.config = config;
        this.decoding = config.decoding().get();
        this.placement = new KeyPlacement(config.partitions());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        conversations = context.getStateStore(Names.CONVERSATIONS);
        ledger = context.getStateStore(Names.LEDGER);
        DayStore days = context.getStateStore(Names.DEPARTMENT_DAYS);
        QuarterHourStore quarterHours = context.getStateStore(Names.DEPARTMENT_QUARTER_HOURS);
        FirstResponseIndex firstResponses = context.getStateStore(Names.FIRST_RESPONSES);
        OpeningIndex openings = context.getStateStore(Names.OPENINGS);
        SketchStore sketches = context.getStateStore(Names.SKETCHES);
        stores = List.of(conversations, ledger, days, quarterHours, firstResponses, openings, sketches);
        stores.forEach(LiveStore::takeOver);
        aggregates = new Aggregates(conversations, quarterHours, days, firstResponses, openings, sketches);
        clock = new LifecycleClock(config.limits(), config.zone());
        lifecycle = new Lifecycle(config.limits(), clock, aggregates, ledger);
        clock.advanceTo(context.currentSystemTimeMs());
        lifecycle.hideExpired();
        days.checkStamp();
        openings.checkStamp(conversations);
        sketches.checkStamp(conversations);
        position = new LivePosition(new InputPosition(
                ledger.nextOffset(config.topics().conversations()),
                ledger.nextOffset(config.topics().messages())));
        owned.add(context.taskId().partition(), position);
        List<MarkedStore> marked = List.of(conversations, quarterHours, days, openings, sketches);
        marked.forEach(store -> store.markCommits(position::now, context::currentSystemTimeMs));
        stores.forEach(store -> owned.add(context.taskId().partition(), store));
        if (!aggregates.areMade()) {
            // Not here: what is written before the first record or punctuation is in no commit.
            Cancellable[] once = new Cancellable[1];
            once[0] = context.schedule(Duration.ofMillis(1), PunctuationType.WALL_CLOCK_TIME, now -> {
                once[0].cancel();
                aggregates.ensureMade();
            });
        }
        new CopyMarks(context, marked, owned::mayHaveCopies).start();
        new Sweep(context, clock, lifecycle, conversations, aggregates).start();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        aggregates.ensureMade();
        boolean onMessages = origin.topic().equals(config.topics().messages());
        Step step;
        try {
            step = step(onMessages, record);
        } catch (KafkaException | UnknownVersionException failure) {
            throw failure;
        } catch (RuntimeException bug) {
            // The class alone: a message may quote the record.
            LOG.error(
                    "Processing failed with {} at {}-{}@{}; the record goes to the dead letters",
                    bug.getClass().getName(),
                    origin.topic(),
                    origin.partition(),
                    origin.offset());
            step = new Step(null, null, null, PROCESSING_FAILED);
        }
        finish(step, record, origin);
        position.advance(onMessages, origin.offset() + 1);
    }

    @Override
    public void close() {
        for (LiveStore store : stores) {
            owned.remove(context.taskId().partition(), store);
            store.release();
        }
        if (position != null) {
            owned.remove(context.taskId().partition(), position);
        }
    }

    /** What a record leads to: a change of a conversation, an outcome without one, or a refusal. */
    private record Step(byte[] id, ConversationStore.Live live, Change change, Decoded.Refused refused) {}

    private Step step(boolean onMessages, Record<byte[], byte[]> record) {
        long nowMillis = context.currentSystemTimeMs();
        clock.advanceTo(nowMillis);
        long latestMillis = nowMillis + config.maxFutureSkew().toMillis();
        Decoded decoded = decoding.decode(onMessages, record.key(), record.value(), latestMillis);
        if (decoded instanceof Decoded.Refused refused) {
            return new Step(null, null, null, refused);
        }
        if (decoded instanceof Decoded.UnknownType) {
            return new Step(null, null, null, null);
        }
        if (decoded instanceof Decoded.Tombstone tombstone) {
            byte[] id = Ids.utf8(tombstone.conversationId());
            ConversationStore.Live live = conversations.get(id);
            return new Step(id, live, live.conversation().tombstone(), null);
        }
        KeptEvent event = ((Decoded.Kept) decoded).event();
        byte[] id = record.key(); // which is the conversation's id, or else the record was refused
        ConversationStore.Live live = conversations.get(id);
        Change change = lifecycle.admitted(
                live.conversation(), event, live.conversation().change(event));
        return change.refusal() == null
                ? new Step(id, live, change, null)
                : new Step(null, null, null, Decoded.Refused.of(change.refusal()));
    }

    private void finish(Step step, Record<byte[], byte[]> record, RecordMetadata origin) {
        if (step.refused() != null) {
            context.forward(
                    DeadLetter.of(record, origin, step.refused().text(), config.maxDeadLetterBytes()),
                    Names.DEAD_LETTERS);
            ledger.countDeadLetter(
                    origin.topic(), origin.offset(), step.refused().reason());
            return;
        }
        if (step.change() == null) {
            ledger.count(origin.topic(), origin.offset(), Outcome.IGNORED);
            return;
        }
        Change change = step.change();
        if (change.outcome() != Outcome.DUPLICATE) {
            ConversationStore.Live live = step.live();
            if (live.isUnknown()) {
                placement.newConversation(step.id(), origin);
            }
            lifecycle.take(live, change);
            conversations.changed(live);
            live.setPlace(aggregates.replace(live.place(), step.id(), change.before(), change.after()));
        }
        ledger.count(origin.topic(), origin.offset(), change.outcome());
    }
}
