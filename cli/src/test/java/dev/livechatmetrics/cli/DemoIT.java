package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo where its usual places are taken; that its address answers is for the README's commands to show. */
class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void shouldSayWhichPortsItCouldNotHaveAndWhereItKeepsItsData() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Map<String, String> environment =
                    Map.of("DATA_DIR", folder + "/./data", "HTTP_PORT", port, "BROKER_PORT", port);
            try (CommandProcess demo = CommandProcess.start(environment, "demo")) {
                assertThat(demo.lineAfter("Kafka: ")).contains("kept under " + folder + "/data/demo-");
                assertThat(demo.lineAfter("API: ")).doesNotContain(":" + port);
                assertThat(demo.err().lines())
                        .contains(
                                "The port " + port + " (BROKER_PORT) is in use; the demo takes another one.",
                                "The port " + port + " (HTTP_PORT) is in use; the demo takes another one.");
                assertThat(demo.stop()).isZero();
            }
        }
    }
}
