package dev.livechatmetrics.benchmarks.chaos;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk under an instance's data, which can be filled up: a small file system of its own where this process may mount
 * one; else a limit on the size of the files that the instance's process may write.
 */
final class SmallDisk implements Closeable {
    private static final String SIZE = "128m";
    private static final String LARGEST_FILE_BYTES = "8192";
    private static final int BLOCK = 64 * 1024;

    private final Path folder;
    private final boolean mounted;

    private SmallDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static SmallDisk under(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString()) == 0;
        SmallDisk disk = new SmallDisk(folder, mounted);
        if (mounted) {
            Runtime.getRuntime().addShutdownHook(new Thread(disk::unmount));
        }
        return disk;
    }

    /** Frees the place of a run that was killed. */
    static void release(Path folder) throws IOException, InterruptedException {
        Path mounts = Path.of("/proc/mounts");
        if (Files.exists(mounts)
                && Files.readString(mounts)
                        .contains(" " + folder.toAbsolutePath().normalize() + " ")) {
            run("umount", "-l", folder.toString());
        }
    }

    String describe() {
        return mounted ? "a file system of " + SIZE : "a limit on the size of files";
    }

    /** Leaves no room, for a process that runs. */
    void fill(NodeJvm node) throws IOException, InterruptedException {
        if (!mounted) {
            limit(node, LARGEST_FILE_BYTES + ":unlimited");
            return;
        }
        byte[] block = new byte[BLOCK];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            for (int size = BLOCK; size > 0; ) {
                try {
                    filler.write(block, 0, size);
                } catch (IOException full) {
                    size /= 2;
                }
            }
        }
    }

    /** Makes room again. */
    void empty(NodeJvm node) throws IOException, InterruptedException {
        if (mounted) {
            Files.deleteIfExists(filler());
        } else if (node.isAlive()) {
            limit(node, "unlimited:unlimited");
        }
    }

    private static void limit(NodeJvm node, String limits) throws IOException, InterruptedException {
        if (run("prlimit", "--pid", Long.toString(node.pid()), "--fsize=" + limits) != 0) {
            throw new IOException("prlimit (Debian package util-linux) could not limit the files of " + node.pid());
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void unmount() {
        try {
            release(folder);
        } catch (IOException failed) {
            System.err.println("Unmount " + folder + " by hand: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (mounted) {
            unmount();
        }
    }
}
