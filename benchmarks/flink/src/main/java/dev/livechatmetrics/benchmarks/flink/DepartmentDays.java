package dev.livechatmetrics.benchmarks.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the sums of every department and day, and passes on those that have changed. */
public final class DepartmentDays extends KeyedProcessFunction<Tuple2<String, Integer>, DepartmentDay, DepartmentDay> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<DepartmentDay> days;

    @Override
    public void open(OpenContext context) {
        days = getRuntimeContext().getState(new ValueStateDescriptor<>("department-days", DepartmentDay.class));
    }

    @Override
    public void processElement(DepartmentDay change, Context context, Collector<DepartmentDay> changed)
            throws Exception {
        DepartmentDay row = days.value();
        if (row == null) {
            row = new DepartmentDay();
            row.department = change.department;
            row.day = change.day;
        }
        row.add(change);
        days.update(row);
        changed.collect(row);
    }
}
