package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;

/** Kafka's scripts as an operator has them, of the version that this build has. */
final class KafkaTools {
    private static final Map<String, String> CLASSES = Map.of(
            "kafka-configs.sh", "kafka.admin.ConfigCommand",
            "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
            "kafka-delete-records.sh", "org.apache.kafka.tools.DeleteRecordsCommand");

    private static final String ACLS = "kafka-acls.sh ";
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final Path folder;

    private KafkaTools(Path folder) {
        this.folder = folder;
    }

    /** In a folder of their own. */
    static KafkaTools in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        for (Map.Entry<String, String> tool : CLASSES.entrySet()) {
            Path script = Files.writeString(
                    folder.resolve(tool.getKey()),
                    "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -cp '"
                            + System.getProperty("java.class.path") + "' " + tool.getValue() + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        return new KafkaTools(folder);
    }

    /** Has a shell run the lines, in the folder, and returns what they say; each must end well. */
    String run(String lines) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", lines)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        shell.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        assertThat(shell.start().waitFor())
                .as("%s%n%s", lines, Files.readString(said))
                .isZero();
        return Files.readString(said);
    }

    /** Does what the printed lines say, each of {@code kafka-acls.sh}, in this JVM: there are many. */
    static void allow(String printed) {
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException("kafka-acls.sh ended with status " + status + ": " + message);
        });
        try {
            for (String line : printed.lines().toList()) {
                assertThat(line).startsWith(ACLS);
                List<String> words = WORD.matcher(line.substring(ACLS.length()))
                        .results()
                        .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                        .toList();
                AclCommand.main(words.toArray(String[]::new));
            }
        } finally {
            Exit.resetExitProcedure();
        }
    }
}
