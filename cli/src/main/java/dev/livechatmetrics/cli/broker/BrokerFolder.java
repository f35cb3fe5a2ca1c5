package dev.livechatmetrics.cli.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The folder that holds the broker's log, formatted once and held by one process at a time. The lock is our own:
 * Kafka's is taken only after the controller has written to the folder.
 */
final class BrokerFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private BrokerFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static BrokerFolder open(Path dataDir) throws BrokerStartException {
        Path folder = dataDir.toAbsolutePath().normalize().resolve("kafka");
        FileChannel lock = null;
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(folder.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isTaken(lock)) {
                throw new BrokerStartException("The folder " + folder
                        + " is in use by another process: stop that one, or set DATA_DIR to another folder.");
            }
            return new BrokerFolder(folder, lock);
        } catch (IOException failed) {
            closeQuietly(lock, failed);
            throw failed instanceof BrokerStartException inUse
                    ? inUse
                    : new BrokerStartException(
                            "The folder " + folder + " cannot be written to (" + failed
                                    + "): set DATA_DIR to one that can.",
                            failed);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** Writes the identity of a new cluster of one node where there is none. */
    void format(int nodeId, String controllerListener) throws BrokerStartException {
        if (Files.exists(folder.resolve("meta.properties"))) { // the last file that the formatter writes
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setNodeId(nodeId)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(controllerListener)
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .run();
        } catch (Exception failed) {
            throw new BrokerStartException("The folder " + folder + " cannot be prepared: " + failed, failed);
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void closeQuietly(FileChannel channel, IOException cause) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }
}
