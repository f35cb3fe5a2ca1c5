package dev.livechatmetrics.cli.bring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.cli.send.Connector;
import dev.livechatmetrics.cli.send.Destination;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
    private static final Destination DESTINATION = new Destination(
            Map.of("bootstrap.servers", "here:9092"),
            "livechat.conversations",
            "livechat.messages",
            "livechat.dead-letters");
    private static final String ROOM = "{\"_id\":\"R\",\"t\":\"l\",\"ts\":{\"$date\":\"2025-10-01T10:00:00Z\"}}";
    private static final String CHANNEL = "{\"_id\":\"C\",\"t\":\"c\"}";

    private final StringWriter err = new StringWriter();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Optional<String> obstacle = Optional.empty();
    private byte[] standardInput = {};

    @TempDir
    private Path folder;

    @Test
    void shouldSendRoomsThenMessagesOfLivechatsAlone() throws IOException {
        Path rooms = file("rooms.json", ROOM, CHANNEL);
        Path messages =
                file("messages.json", message("M1", "R"), message("M2", "C"), message("M3", "unknown"), system());

        assertThat(run(rooms, messages)).isZero();

        assertThat(sent())
                .containsExactly(
                        "livechat.conversations R conversation.opened",
                        "livechat.conversations R conversation.transferred",
                        "livechat.messages R message.sent");
        assertThat(err.toString().lines())
                .containsExactly(
                        "sent 3, acknowledged 3, failed 0",
                        "rooms: 1 of livechats, 1 others; messages: 1 imported, 2 of other rooms, 1 of Rocket.Chat's own,"
                                + " 0 earlier versions");
        assertThat(rejects()).isEmpty();
    }

    @Test
    void shouldReadStandardInputOnce() {
        assertThat(execute(producer, "--rooms", "-", "--messages", "-")).isEqualTo(2);
        assertThat(err.toString()).contains("standard input, once");
    }

    @Test
    void shouldOverwriteNoExportWithRejects() throws IOException {
        Path rooms = file("rooms.json", ROOM);
        Path messages = file("messages.json", message("M1", "R"));
        Path same = folder.resolve("again").resolve("..").resolve("messages.json");
        Files.createDirectories(folder.resolve("again"));

        assertThat(execute(
                        producer,
                        "--rooms",
                        rooms.toString(),
                        "--messages",
                        messages.toString(),
                        "--rejects",
                        same.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("--rejects takes another file", same.toString());
        assertThat(messages).content().isNotEmpty();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldSendTheSameWhenItIsRunAgain() throws IOException {
        Path rooms = file("rooms.json", ROOM);
        Path messages = file("messages.json", message("M1", "R"));
        run(rooms, messages);
        List<String> first = values();
        producer.clear();
        MockProducer<byte[], byte[]> again =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

        execute(again, "--rooms", rooms.toString(), "--messages", messages.toString());

        assertThat(again.history().stream().map(record -> new String(record.value(), UTF_8)))
                .containsExactlyElementsOf(first);
    }

    @Test
    void shouldReadGzipAndStandardInputAndSeveralFiles() throws IOException {
        Path rooms = folder.resolve("rooms.json.gz");
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(rooms))) {
            zipped.write((ROOM + "\n").getBytes(UTF_8));
        }
        Path messages = file("messages.json", message("M1", "R"));
        standardInput = (message("M2", "R") + "\n").getBytes(UTF_8);

        int status =
                execute(producer, "--rooms", rooms.toString(), "--messages", messages.toString(), "--messages", "-");

        assertThat(status).isZero();
        assertThat(sent()).filteredOn(each -> each.endsWith("message.sent")).hasSize(2);
    }

    @Test
    void shouldPutBadLinesAsideWithNumberAndReasonAndNeverWhatTheySay() throws IOException {
        Path rooms = file("rooms.json", "secret", "", ROOM, "{\"t\":\"l\",\"name\":\"secret\"}");
        Path messages = file("messages.json", "{\"_id\":\"M1\",\"rid\":\"R\",\"msg\":\"secret\"}", message("M2", "R"));

        assertThat(run(rooms, messages)).isEqualTo(1);

        assertThat(rejects())
                .containsExactly(
                        "{\"file\":\"" + rooms + "\",\"line\":1,\"reason\":\"is not JSON, near byte 1\"}",
                        "{\"file\":\"" + rooms + "\",\"line\":4,\"reason\":\"\\\"_id\\\" is missing\"}",
                        "{\"file\":\"" + messages + "\",\"line\":1,\"reason\":\"\\\"ts\\\" is missing\"}");
        assertThat(sent()).hasSize(3);
        assertThat(err.toString()).contains("rejected lines: 3").doesNotContain("secret");
        assertThat(values()).noneMatch(value -> value.contains("secret"));
    }

    @Test
    void shouldBeginTheFileOfRejectsAnew() throws IOException {
        Files.writeString(folder.resolve("rejects.jsonl"), "of an earlier run\n");
        assertThat(run(file("rooms.json", ROOM), file("messages.json"))).isZero();
        assertThat(rejects()).isEmpty();
    }

    @Test
    void shouldEndBeforeTheMessagesWhereRoomsCannotBeRead() throws IOException {
        assertThat(run(folder.resolve("absent.json"), file("messages.json", message("M1", "R"))))
                .isEqualTo(1);
        assertThat(sent()).isEmpty();
        assertThat(err.toString()).contains("absent.json: there is no such file");
    }

    @Test
    void shouldSendNothingWhereKafkaCannotBeUsed() throws IOException {
        obstacle = Optional.of("nobody is there");
        assertThat(run(file("rooms.json", ROOM), file("messages.json"))).isEqualTo(1);
        assertThat(err.toString()).contains("nobody is there");
    }

    @Test
    void shouldSayWhereTheFileOfRejectsCannotBeWritten() throws IOException {
        int status = execute(
                producer,
                "--rooms",
                file("rooms.json", ROOM).toString(),
                "--messages",
                file("messages.json").toString(),
                "--rejects",
                folder.toString());
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains(folder.toString()).contains("cannot be written");
    }

    private static String message(String id, String room) {
        return "{\"_id\":\"" + id + "\",\"rid\":\"" + room + "\",\"msg\":\"secret\",\"ts\":{\"$date\":1759312801000},"
                + "\"u\":{\"_id\":\"A\"}}";
    }

    private static String system() {
        return "{\"_id\":\"M9\",\"rid\":\"R\",\"t\":\"uj\",\"ts\":{\"$date\":1759312801000}}";
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), Arrays.asList(lines));
    }

    private int run(Path rooms, Path messages) {
        return execute(producer, "--rooms", rooms.toString(), "--messages", messages.toString());
    }

    private int execute(MockProducer<byte[], byte[]> to, String... arguments) {
        Connector connector = new Connector() {
            @Override
            public Optional<String> obstacle(Destination destination) {
                return obstacle;
            }

            @Override
            public Producer<byte[], byte[]> producer(Destination destination) {
                return to;
            }
        };
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--rejects")) {
            all.addAll(List.of("--rejects", folder.resolve("rejects.jsonl").toString()));
        }
        return new CommandLine(
                        new ImportCommand(config -> DESTINATION, connector, new ByteArrayInputStream(standardInput)))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private List<String> sent() {
        return producer.history().stream()
                .map(record -> record.topic() + " " + new String(record.key(), UTF_8) + " "
                        + new String(record.value(), UTF_8).replaceAll(".*\"type\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    private List<String> values() {
        return producer.history().stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private List<String> rejects() throws IOException {
        return Files.readAllLines(folder.resolve("rejects.jsonl"));
    }
}
