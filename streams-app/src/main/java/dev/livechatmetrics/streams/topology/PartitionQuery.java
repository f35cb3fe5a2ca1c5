package dev.livechatmetrics.streams.topology;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.streams.query.Query;

/**
 * What can be asked of every partition and added up to one answer. Each kind says which stores can answer it and how the
 * partitions' parts become the whole, so that finding the partitions, waiting for them and reading copies is the same for
 * all kinds.
 *
 * @param <T> what a partition answers, and all of them together
 */
public sealed interface PartitionQuery<T> extends Query<T>
        permits BucketsQuery, SketchesQuery, DepartmentsQuery, OpeningsQuery, FiguresQuery {
    /** The stores of a partition that can answer, to be asked in this order until one does. */
    List<String> stores();

    /** The answers of all partitions, at least one, as one. */
    T merged(Collection<T> parts);
}
