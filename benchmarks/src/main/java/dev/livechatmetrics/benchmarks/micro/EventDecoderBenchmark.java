package dev.livechatmetrics.benchmarks.micro;

import dev.livechatmetrics.benchmarks.traffic.Traffic;
import dev.livechatmetrics.benchmarks.traffic.TrafficEvent;
import dev.livechatmetrics.benchmarks.traffic.TrafficShape;
import dev.livechatmetrics.schemas.event.Decoded;
import dev.livechatmetrics.schemas.event.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events/s that one thread decodes, of generated traffic: by the scanner, and by the parser alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventDecoderBenchmark {
    private static final int EVENTS = 4_096;

    private final EventDecoder decoder = new EventDecoder();
    private final boolean[] onMessages = new boolean[EVENTS];
    private final byte[][] keys = new byte[EVENTS][];
    private final byte[][] values = new byte[EVENTS][];
    private final byte[][] valuesForTheParser = new byte[EVENTS][];
    private int next;

    @Setup
    public void fill() {
        Traffic traffic = new Traffic(TrafficShape.USUAL, 1);
        for (int i = 0; i < EVENTS; i++) {
            TrafficEvent event = traffic.next();
            onMessages[i] = event.step().isMessage();
            keys[i] = event.conversationId().getBytes(StandardCharsets.UTF_8);
            values[i] = event.value();
            // The same event, but for the scanner no usual one: a name with an escape.
            valuesForTheParser[i] = new String(event.value(), StandardCharsets.UTF_8)
                    .replace("\"type\":", "\"t\\u0079pe\":")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    @Benchmark
    public Decoded decode() {
        int i = next++ & (EVENTS - 1);
        return decoder.decode(onMessages[i], keys[i], values[i], Long.MAX_VALUE);
    }

    @Benchmark
    public Decoded decodeKept() {
        int i = next++ & (EVENTS - 1);
        return decoder.decodeKept(onMessages[i], keys[i], values[i], Long.MAX_VALUE);
    }

    @Benchmark
    public Decoded decodeByParser() {
        int i = next++ & (EVENTS - 1);
        return decoder.decode(onMessages[i], keys[i], valuesForTheParser[i], Long.MAX_VALUE);
    }
}
