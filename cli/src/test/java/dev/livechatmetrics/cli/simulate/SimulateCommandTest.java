package dev.livechatmetrics.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.send.Connector;
import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.Envelope;
import dev.livechatmetrics.cli.send.EnvelopeParser;
import dev.livechatmetrics.cli.send.EventTopic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimulateCommandTest {
    private static final String UNTIL = "2026-03-04T15:16:17.018Z";

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final StringWriter err = new StringWriter();

    @Test
    void shouldWriteTheSameLinesForTheSameArguments() {
        String lines = lines("--seed", "5", "--conversations", "20", "--days", "3", "--until", UNTIL);
        assertThat(lines)
                .isEqualTo(lines("--seed", "5", "--conversations", "20", "--days", "3", "--until", UNTIL))
                .isEqualTo(lines("--seed", "5", "--conversations", "20", "--days", "3"))
                .isEqualTo(lines(
                        "--seed",
                        "5",
                        "--conversations",
                        "20",
                        "--days",
                        "3",
                        "--until",
                        "2026-03-04T16:16:17.0189+01:00"))
                .isNotEqualTo(lines("--seed", "6", "--conversations", "20", "--days", "3", "--until", UNTIL))
                .startsWith("{\"topic\":\"conversations\",\"key\":\"")
                .endsWith("}}\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldSendToKafkaWhatItWritesToStandardOutput() {
        assertThat(run(OutputStream.nullOutputStream(), "--conversations", "30", "--until", UNTIL))
                .isZero();

        EnvelopeParser parser = new EnvelopeParser();
        List<String> expected = new ArrayList<>();
        lines("--conversations", "30", "--until", UNTIL).lines().forEach(line -> {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            Envelope envelope = (Envelope) parser.parse(bytes, 0, bytes.length);
            expected.add((envelope.topic() == EventTopic.CONVERSATIONS ? "c " : "m ") + text(envelope.key()) + " "
                    + text(envelope.value()));
        });
        assertThat(producer.history().stream()
                        .map(event -> event.topic() + " " + text(event.key()) + " " + text(event.value())))
                .isEqualTo(expected);
        assertThat(err.toString().lines())
                .containsExactly("sent " + expected.size() + ", acknowledged " + expected.size() + ", failed 0");
    }

    @Test
    void shouldEndWithOneWhereKafkaDoesNotAcknowledge() {
        producer.sendException = new TimeoutException("gone");
        assertThat(run(OutputStream.nullOutputStream(), "--until", UNTIL)).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "event:1: was not acknowledged, and sending ends here: gone",
                        "sent 1, acknowledged 0, failed 1");
    }

    @Test
    void shouldEndQuietlyWhereItsReaderHasSeenEnough() {
        assertThat(run(failing("Broken pipe"), "--stdout", "--until", UNTIL)).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldSayWhereStandardOutputCannotBeWritten() {
        assertThat(run(failing("No space left on device"), "--stdout", "--until", UNTIL))
                .isEqualTo(1);
        assertThat(err.toString()).contains("No space left on device");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--conversations=-1",
                "--days=0",
                "--days=30000",
                "--rate=-1",
                "--rate=NaN",
                "--until=yesterday",
                "--until=1999-01-01T00:00:00Z",
                "--until=+12000-01-01T00:00:00Z",
                "--seed=x"
            })
    void shouldRefuseWhatItDoesNotTake(String argument) {
        assertThat(run(OutputStream.nullOutputStream(), "--stdout", argument)).isEqualTo(2);
        assertThat(err.toString()).contains(argument.substring(0, argument.indexOf('=')));
    }

    @Test
    void shouldSayInPlainWordsWhichTimesItTakes() {
        assertThat(run(OutputStream.nullOutputStream(), "--stdout", "--until", "bad"))
                .isEqualTo(2);
        assertThat(err.toString().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("--until", "takes a time in RFC 3339 such as 2026-01-31T09:30:00Z; got \"bad\"")
                        .doesNotContain("Instant", "Exception"));
    }

    private String lines(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] all = new String[arguments.length + 1];
        all[0] = "--stdout";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(run(out, all)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(OutputStream out, String... arguments) {
        Connector connector = new Connector() {
            @Override
            public Optional<String> obstacle(Destination destination) {
                return Optional.empty();
            }

            @Override
            public Producer<byte[], byte[]> producer(Destination destination) {
                return producer;
            }
        };
        Clock clock = Clock.fixed(Instant.parse(UNTIL), ZoneOffset.UTC);
        return new CommandLine(new SimulateCommand(
                        config -> new Destination(Map.of("bootstrap.servers", "here:9092"), "c", "m", "d"),
                        connector,
                        out,
                        clock))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
