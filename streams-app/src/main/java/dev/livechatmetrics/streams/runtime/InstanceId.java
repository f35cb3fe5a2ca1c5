package dev.livechatmetrics.streams.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A name for this instance that lasts as long as its state directory: with it an instance that comes back, also after a
 * kill, gets its partitions again at once, where a new member would wait for the old one's session to end.
 */
final class InstanceId {
    private InstanceId() {}

    static String of(Path stateDir) {
        Path file = stateDir.resolve("instance-id");
        try {
            Files.createDirectories(stateDir);
            if (!Files.exists(file)) {
                Path draft = Files.writeString(
                        stateDir.resolve("instance-id.draft"), UUID.randomUUID().toString());
                Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new PipelineException(
                    "Cannot keep state under " + stateDir + " (DATA_DIR): " + failure.getMessage(), failure);
        }
    }
}
