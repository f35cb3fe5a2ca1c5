package dev.livechatmetrics.benchmarks.micro;

import dev.livechatmetrics.schemas.event.Rfc3339;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time of an event: our own parser beside {@code java.time}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Rfc3339Benchmark {
    @Param({"2025-10-01T10:00:00Z", "2025-10-01T10:00:00.123Z", "2025-10-01T12:00:00.123456789+02:00"})
    private String text;

    @Benchmark
    public long parseMillis() {
        return Rfc3339.parseMillis(text);
    }

    @Benchmark
    public long dateTimeFormatter() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME
                .parse(text, OffsetDateTime::from)
                .toInstant()
                .toEpochMilli();
    }

    @Benchmark
    public long isoInstant() {
        return DateTimeFormatter.ISO_INSTANT.parse(text, Instant::from).toEpochMilli();
    }
}
