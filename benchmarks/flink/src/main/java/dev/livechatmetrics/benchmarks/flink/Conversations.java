package dev.livechatmetrics.benchmarks.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps every conversation and says by how much an event changes its department's day: one change, two where it moves. */
public final class Conversations extends KeyedProcessFunction<String, ChatEvent, DepartmentDay>
        implements CheckpointedFunction, CheckpointListener {
    private static final long serialVersionUID = 1L;

    private transient ValueState<ConversationState> conversations;
    // Written to the network before the next event comes, so two are enough.
    private transient DepartmentDay before;
    private transient DepartmentDay after;

    @Override
    public void open(OpenContext context) {
        conversations =
                getRuntimeContext().getState(new ValueStateDescriptor<>("conversations", ConversationState.class));
        before = new DepartmentDay();
        after = new DepartmentDay();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        // The state is keyed.
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        JobResult.current.checkpointBegins(context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        JobResult.current.checkpointIsComplete(checkpointId);
    }

    @Override
    public void processElement(ChatEvent event, Context context, Collector<DepartmentDay> changes) throws Exception {
        ConversationState conversation = conversations.value();
        if (conversation == null) {
            conversation = new ConversationState();
        }
        boolean counted = conversation.isOpened();
        if (counted) {
            conversation.writeTo(before);
        }
        conversation.take(event);
        conversations.update(conversation);
        if (!conversation.isOpened()) {
            return;
        }
        conversation.writeTo(after);
        if (counted && after.isSameDay(before)) {
            after.subtract(before);
        } else if (counted) {
            before.negate();
            changes.collect(before);
        }
        changes.collect(after);
    }
}
