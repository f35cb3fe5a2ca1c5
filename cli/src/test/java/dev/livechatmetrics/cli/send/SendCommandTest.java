package dev.livechatmetrics.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SendCommandTest {
    private static final Destination DESTINATION = new Destination(
            Map.of("bootstrap.servers", "here:9092"),
            "livechat.conversations",
            "livechat.messages",
            "livechat.dead-letters");

    private final StringWriter err = new StringWriter();
    private final List<Path> configs = new ArrayList<>();
    private MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Optional<String> obstacle = Optional.empty();
    private byte[] standardInput = {};

    @TempDir
    private Path directory;

    @Test
    void shouldSendLinesInTheirOrderToTheirTopics() throws IOException {
        Path file = write(
                "{\"topic\":\"conversations\",\"key\":\"c1\",\"value\":{\"a\":1.0}}",
                "",
                "{\"topic\":\"messages\",\"key\":null,\"value\":[ ]}\r",
                "{\"topic\":\"conversations\",\"key\":\"c1\",\"value\":null}");

        assertThat(send(file.toString(), "--config", "some.properties")).isZero();

        assertThat(sent())
                .containsExactly(
                        "livechat.conversations c1 {\"a\":1.0}",
                        "livechat.messages null [ ]",
                        "livechat.conversations c1 null");
        assertThat(err.toString().lines()).containsExactly("sent 3, acknowledged 3, failed 0");
        assertThat(configs).containsExactly(Path.of("some.properties"));
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void shouldSayHowFarAnAnswerMustHaveReadWhereItIsToWait() throws IOException {
        Path file = write(
                "{\"topic\":\"conversations\",\"key\":\"c1\",\"value\":{}}",
                "{\"topic\":\"messages\",\"key\":\"c1\",\"value\":{}}",
                "{\"topic\":\"messages\",\"key\":\"c1\",\"value\":{}}");
        StringWriter out = new StringWriter();

        assertThat(send(out, "--wait", file.toString())).isZero();

        assertThat(out.toString().lines()).containsExactly("conversations=1;messages=2");
    }

    @Test
    void shouldReadStandardInputWhereNoFileIsNamed() {
        standardInput = bytes(line("a") + "\n" + line("b"));
        assertThat(send()).isZero();
        assertThat(sent()).containsExactly("livechat.messages k \"a\"", "livechat.messages k \"b\"");
    }

    @Test
    void shouldReadFilesInTheirOrderAndStandardInputAmongThem() throws IOException {
        standardInput = bytes(line("in"));
        Path file = write(line("file"));
        assertThat(send(file.toString(), "-", file.toString())).isZero();
        assertThat(sent())
                .containsExactly(
                        "livechat.messages k \"file\"", "livechat.messages k \"in\"", "livechat.messages k \"file\"");
    }

    @Test
    void shouldUnzipAllMembersOfAFileAndOfAPipe() throws IOException {
        byte[] first = zip(bytes(line("a") + "\n"));
        byte[] second = zip(bytes(line("b") + "\n"));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        Path file = Files.write(directory.resolve("events.jsonl.gz"), both);
        standardInput = both;

        assertThat(send(file.toString(), "-")).isZero();

        assertThat(sent())
                .containsExactly(
                        "livechat.messages k \"a\"",
                        "livechat.messages k \"b\"",
                        "livechat.messages k \"a\"",
                        "livechat.messages k \"b\"");
    }

    @Test
    void shouldGoOnAfterBrokenLinesAndEndWithOne() throws IOException {
        Path file =
                write(line("a"), "secret", " ", "{\"topic\":\"messages\",\"key\":7,\"value\":\"secret\"}", line("b"));

        assertThat(send(file.toString())).isEqualTo(1);

        assertThat(sent()).containsExactly("livechat.messages k \"a\"", "livechat.messages k \"b\"");
        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":2: is not JSON, near byte 1",
                        file + ":4: \"key\" is neither a text nor null",
                        "sent 2, acknowledged 2, failed 2");
        assertThat(err.toString()).doesNotContain("secret");
    }

    @Test
    void shouldReportAnInputThatCannotBeReadAndSendTheOthers() throws IOException {
        byte[] zipped = zip(bytes(line("a") + "\n"));
        Path cut = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(zipped, zipped.length - 4));
        Path file = write(line("b"));

        assertThat(send("absent.jsonl", cut.toString(), directory.toString(), file.toString()))
                .isEqualTo(1);

        assertThat(sent()).contains("livechat.messages k \"b\"");
        assertThat(err.toString().lines())
                .contains("absent.jsonl: there is no such file")
                .anyMatch(complaint -> complaint.startsWith(cut + ": cannot be read to its end"))
                .anyMatch(complaint -> complaint.startsWith(directory + ": cannot be read to its end"))
                .anyMatch(complaint -> complaint.endsWith("failed 3"));
    }

    @Test
    void shouldSendNothingWhereKafkaCannotBeUsed() throws IOException {
        obstacle = Optional.of("nobody is there");
        assertThat(send(write(line("a")).toString())).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("nobody is there");
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldGoOnWhereKafkaRefusesOneRecordForItsOwnSake() throws IOException {
        producer = failing(2, new RecordTooLargeException("too large"));
        Path file = write(line("a"), line("b"), line("c"));

        assertThat(send(file.toString())).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(file + ":2: was refused: too large", "sent 3, acknowledged 2, failed 1");
    }

    @Test
    void shouldEndTheRunWhereKafkaNoLongerAcknowledges() throws IOException {
        producer = failing(2, new TimeoutException("gone"));
        Path file = write(line("a"), line("b"), line("c"), line("d"));

        assertThat(send(file.toString())).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":2: was not acknowledged, and sending ends here: gone",
                        "sent 2, acknowledged 1, failed 1");
    }

    @Test
    void shouldCountWhatIsAcknowledgedOnlyAtTheEnd() throws IOException {
        producer = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        assertThat(send(write(line("a"), line("b")).toString())).isZero();
        assertThat(err.toString().lines()).containsExactly("sent 2, acknowledged 2, failed 0");
    }

    @Test
    void shouldEndWithOneWhereTheProducerItselfFails() throws IOException {
        producer.sendException = new IllegalStateException("closed");
        Path file = write(line("a"), line("b"));
        assertThat(send(file.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":1: was not acknowledged, and sending ends here: closed",
                        "sent 1, acknowledged 0, failed 1");
    }

    @Test
    void shouldSendAMegabyteALineAndManyLines() throws IOException {
        String large = "x".repeat(1 << 20);
        Path file = write(IntStream.range(0, 40)
                .mapToObj(i -> line(i % 2 == 0 ? large : "small"))
                .toArray(String[]::new));
        assertThat(send(file.toString())).isZero();
        assertThat(producer.history()).hasSize(40);
        assertThat(producer.history().get(38).value()).hasSize((1 << 20) + 2);
    }

    private int send(String... arguments) {
        return send(new StringWriter(), arguments);
    }

    private int send(StringWriter out, String... arguments) {
        Connector connector = new Connector() {
            @Override
            public Optional<String> obstacle(Destination destination) {
                return obstacle;
            }

            @Override
            public Producer<byte[], byte[]> producer(Destination destination) {
                return producer;
            }
        };
        DestinationSource source = config -> {
            configs.add(config);
            return DESTINATION;
        };
        return new CommandLine(new SendCommand(source, connector, new ByteArrayInputStream(standardInput)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private List<String> sent() {
        return producer.history().stream()
                .map(event -> event.topic() + " " + text(event.key()) + " " + text(event.value()))
                .toList();
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(directory.resolve("events.jsonl"), String.join("\n", lines));
    }

    private static MockProducer<byte[], byte[]> failing(int number, RuntimeException failure) {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> event, Callback callback) {
                Future<RecordMetadata> future = super.send(event, callback);
                if (history().size() == number) {
                    errorNext(failure);
                } else {
                    completeNext();
                }
                return future;
            }
        };
    }

    private static String line(String value) {
        return "{\"topic\":\"messages\",\"key\":\"k\",\"value\":\"" + value + "\"}";
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
