package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator reads, with the product's own logging and not that of the tests: one sentence and no noise. */
class PlainRefusalIT {
    @TempDir
    private Path folder;

    @Test
    void shouldSayOneSentenceWhereNobodyListens() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        Map<String, String> environment = Map.of("BROKER_PORT", Integer.toString(nobody));
        for (List<String> command : List.of(List.of("send", "/dev/null"), List.of("simulate"))) {
            assertThat(said(environment, command))
                    .singleElement()
                    .asString()
                    .startsWith("no Kafka answers at 127.0.0.1:" + nobody);
        }
    }

    @Test
    void shouldSayOneSentenceWhereThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment =
                    InstanceFolder.in(folder).environment(Map.of("HTTP_PORT", Integer.toString(taken.getLocalPort())));

            assertThat(said(environment, List.of("serve")))
                    .singleElement()
                    .asString()
                    .startsWith("Cannot listen at 127.0.0.1:" + taken.getLocalPort());
        }
    }

    /** The lines on standard error, but for what Java says of being told where the configuration is. */
    private static List<String> said(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=logback.xml");
        try (CommandProcess process = CommandProcess.start(all, command.toArray(String[]::new))) {
            assertThat(process.exitStatus()).isEqualTo(1);
            return process.err()
                    .lines()
                    .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                    .toList();
        }
    }
}
