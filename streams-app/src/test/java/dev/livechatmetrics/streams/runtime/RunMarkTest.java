package dev.livechatmetrics.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMarkTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLastUntilItIsRemoved() throws IOException {
        Path stateDir = folder.resolve("not/yet/there");
        assertThat(RunMark.of(stateDir, "one").isSet()).isFalse();

        RunMark.of(stateDir, "one").set();
        RunMark.of(stateDir, "one").set();
        assertThat(RunMark.of(stateDir, "one").isSet()).isTrue();
        assertThat(RunMark.of(stateDir, "another").isSet()).isFalse();

        RunMark.of(stateDir, "one").remove();
        RunMark.of(stateDir, "one").remove();
        assertThat(RunMark.of(stateDir, "one").isSet()).isFalse();
    }

    @Test
    void shouldNameTheFolderThatTakesNoFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> RunMark.of(file, "one").set())
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("DATA_DIR");
    }
}
