package dev.livechatmetrics.testkit;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The classes of JVMs that are started again and again with one class path, in an archive that they map (JEP 350) instead
 * of loading and verifying each: about half of the processor time of a cold start. Made once for each state of the class
 * path, by a JVM that runs for that; where none can be made, JVMs start without.
 *
 * @param classPath the same classes, folders packed into archives, as class data can be shared of those alone
 * @param flags what a JVM with that class path must be told; empty where there is no archive
 */
public record SharedClasses(String classPath, List<String> flags) {
    /** Says nothing where an archive does not fit: the JVM then starts without. */
    private static final List<String> SILENT =
            List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:class+path=off");

    private static final String LOCK = "lock";

    public SharedClasses {
        flags = List.copyOf(flags);
    }

    /** Runs a JVM that loads what the others will load, and ends it in order. */
    @FunctionalInterface
    public interface Training {
        void run(SharedClasses classes) throws IOException, InterruptedException;
    }

    /**
     * From a folder of archives, or made there by a run of a JVM; by one process at a time.
     *
     * @param classPath as of {@code java.class.path}
     */
    public static SharedClasses of(Path folder, String classPath, Training training)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (FileChannel file = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE)) {
            // Held until the file is closed.
            file.lock();
            return locked(folder, classPath, training);
        }
    }

    private static SharedClasses locked(Path folder, String classPath, Training training)
            throws IOException, InterruptedException {
        List<Path> entries = Stream.of(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        String key = key(entries);
        deleteOthers(folder, key);
        List<Path> packed = new ArrayList<>();
        for (Path entry : entries) {
            packed.add(
                    Files.isDirectory(entry) ? pack(entry, folder.resolve(key + "-" + packed.size() + ".jar")) : entry);
        }
        String path = packed.stream()
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        Path archive = folder.resolve(key + ".jsa").toAbsolutePath();
        if (!Files.exists(archive)) {
            training.run(new SharedClasses(path, with("-XX:ArchiveClassesAtExit=" + archive)));
        }
        return new SharedClasses(
                path, Files.exists(archive) ? with("-Xshare:auto", "-XX:SharedArchiveFile=" + archive) : List.of());
    }

    /** Those of earlier states: each is some 80 MB large. */
    private static void deleteOthers(Path folder, String key) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(key) && !name.equals(LOCK)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static List<String> with(String... flags) {
        return Stream.concat(Stream.of(flags), SILENT.stream()).toList();
    }

    /** Another one for another JVM, and for each change of a file. */
    private static String key(List<Path> entries) throws IOException {
        StringBuilder state = new StringBuilder(Runtime.version().toString());
        for (Path entry : entries) {
            for (Path file : files(entry)) {
                state.append('\n')
                        .append(file)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ');
                state.append(Files.getLastModifiedTime(file).toMillis());
            }
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(state.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Path> files(Path entry) throws IOException {
        try (Stream<Path> found = Files.walk(entry, FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Path pack(Path folder, Path jar) throws IOException {
        if (Files.exists(jar)) {
            return jar;
        }
        Path unfinished = Files.createTempFile(jar.toAbsolutePath().getParent(), "packing-", ".jar");
        try (OutputStream file = Files.newOutputStream(unfinished);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path each : files(folder)) {
                out.putNextEntry(new ZipEntry(folder.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
        return Files.move(unfinished, jar);
    }
}
