package dev.livechatmetrics.streams.runtime;

import java.util.function.Function;

/** What became of asking one partition: its answer, or why there is none. */
public sealed interface PartitionRead<T> {
    /** The same of what is made of an answer. */
    <R> PartitionRead<R> map(Function<? super T, ? extends R> change);

    record Answer<T>(T value) implements PartitionRead<T> {
        @Override
        public <R> Answer<R> map(Function<? super T, ? extends R> change) {
            return new Answer<>(change.apply(value));
        }
    }

    record Missing<T>(String reason) implements PartitionRead<T> {
        @Override
        public <R> Missing<R> map(Function<? super T, ? extends R> change) {
            return new Missing<>(reason);
        }
    }
}
