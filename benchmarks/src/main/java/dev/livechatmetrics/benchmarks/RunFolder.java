package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.process.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder for all that a run writes: of one run at a time, empty at its start, removed at its end unless kept. */
public final class RunFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;
    private boolean kept;

    private RunFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    public static RunFolder open(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileChannel lock = FileChannel.open(
                path.resolveSibling(path.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            throw new IOException("Another run is under way in " + path + "; two would measure each other.");
        }
        FileTree.delete(path); // left by a run that was killed
        Files.createDirectories(path);
        return new RunFolder(path, lock);
    }

    public Path path() {
        return path;
    }

    /** Leaves it to be looked at, until the next run. */
    public void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (!kept) {
                FileTree.delete(path);
            }
        }
    }
}
