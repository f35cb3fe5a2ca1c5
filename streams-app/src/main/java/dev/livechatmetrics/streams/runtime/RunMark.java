package dev.livechatmetrics.streams.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is there from a start until the stores are closed in order. Found at the next start, it says that no store
 * of the last process can be trusted: Kafka Streams would open each of them twice to find that out, one task after the
 * other, and then delete them.
 */
final class RunMark {
    private final Path file;

    private RunMark(Path file) {
        this.file = file;
    }

    /** @param stateDir of all deployments, {@code applicationId} the one in question */
    static RunMark of(Path stateDir, String applicationId) {
        return new RunMark(stateDir.resolve(applicationId + ".running"));
    }

    boolean isSet() {
        return Files.exists(file);
    }

    /** @throws PipelineException where the folder takes no file */
    void set() {
        try {
            Files.createDirectories(file.getParent());
            if (!isSet()) {
                Files.createFile(file);
            }
        } catch (IOException failure) {
            throw new PipelineException(
                    "Cannot keep state under " + file.getParent() + " (DATA_DIR): " + failure.getMessage(), failure);
        }
    }

    /** @throws IOException where it stays, and costs the next start its stores */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
