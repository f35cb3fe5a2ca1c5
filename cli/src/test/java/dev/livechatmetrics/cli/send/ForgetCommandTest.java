package dev.livechatmetrics.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ForgetCommandTest {
    private static final Destination DESTINATION =
            new Destination(Map.of("bootstrap.servers", "here:9092"), "c", "m", "d");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(threePartitions(), true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void close(Duration patience) {
                    // So that a second run can use it.
                }
            };
    private Optional<String> obstacle = Optional.empty();
    private byte[] standardInput = {};

    @TempDir
    private Path folder;

    @Test
    void shouldSendATombstoneForEachIdToWhereKafkasDefaultLeads() {
        assertThat(forget("c1", "漢字", "with blank ")).isZero();

        assertThat(sent()).containsExactly("c null c1 null", "c null 漢字 null", "c null with blank  null");
        assertThat(err.toString().lines()).containsExactly("sent 3, acknowledged 3, failed 0");
    }

    @Test
    void shouldTakeIdsFromAFileAndFromStandardInput() throws IOException {
        Path file = Files.writeString(folder.resolve("ids"), "c2\r\n\nc3\n");
        standardInput = "c4".getBytes(UTF_8);

        assertThat(forget("c1", "--file", file.toString())).isZero();
        assertThat(forget("--file", "-")).isZero();

        assertThat(sent()).containsExactly("c null c1 null", "c null c2 null", "c null c3 null", "c null c4 null");
    }

    @Test
    void shouldSayWhichLinesAreNoIdsAndSendTheOthers() throws IOException {
        byte[] lines = ("a".repeat(257) + "\nc1\n?\n" + "é".repeat(128) + "\n").getBytes(UTF_8);
        lines[261] = (byte) 0xFF;
        Path file = Files.write(folder.resolve("ids"), lines);

        assertThat(forget("--file", file.toString())).isEqualTo(1);

        assertThat(sent()).containsExactly("c null c1 null", "c null " + "é".repeat(128) + " null");
        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":1: is not an id of 1 to 256 UTF-8 bytes",
                        file + ":3: is not an id of 1 to 256 UTF-8 bytes",
                        "sent 2, acknowledged 2, failed 2");
    }

    @Test
    void shouldSendNothingWhereAnArgumentIsNoId() {
        assertThat(forget("c1", "secret".repeat(50))).isEqualTo(2);
        assertThat(forget("c1", "")).isEqualTo(2);
        assertThat(forget("c1", "secret\uFFFD")).isEqualTo(2);
        assertThat(forget()).isEqualTo(2);

        assertThat(sent()).isEmpty();
        assertThat(err.toString())
                .contains("argument 2 is none", "encoding", "takes the ids of conversations")
                .doesNotContain("secret");
    }

    @Test
    void shouldReachEveryPartitionWhereItIsToldTo() {
        assertThat(forget("--all-partitions", "c1")).isZero();

        assertThat(sent()).containsExactly("c 0 c1 null", "c 1 c1 null", "c 2 c1 null");
    }

    @Test
    void shouldSayHowFarAnAnswerMustHaveRead() {
        assertThat(forget("--wait", "c1")).isZero();

        assertThat(out.toString()).containsPattern("^conversations=,*1;messages=\\s*$");
    }

    @Test
    void shouldSayWhatStandsInItsWay() {
        obstacle = Optional.of("nobody there");

        assertThat(forget("c1")).isEqualTo(1);

        assertThat(sent()).isEmpty();
        assertThat(err.toString().lines()).containsExactly("nobody there");
    }

    private int forget(String... arguments) {
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
        return new CommandLine(
                        new ForgetCommand(config -> DESTINATION, connector, new ByteArrayInputStream(standardInput)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private List<String> sent() {
        return producer.history().stream()
                .map(event -> event.topic() + " " + event.partition() + " " + new String(event.key(), UTF_8) + " "
                        + Arrays.toString(event.value()))
                .toList();
    }

    private static Cluster threePartitions() {
        Node node = new Node(0, "here", 9092);
        Node[] nodes = {node};
        List<PartitionInfo> partitions = IntStream.range(0, 3)
                .mapToObj(partition -> new PartitionInfo("c", partition, node, nodes, nodes))
                .toList();
        return new Cluster(null, List.of(node), partitions, Set.of(), Set.of());
    }
}
