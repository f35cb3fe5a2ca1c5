package dev.livechatmetrics.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedClassesTest {
    private static final String AT_EXIT = "-XX:ArchiveClassesAtExit=";

    @TempDir
    private Path folder;

    private final List<SharedClasses> trainings = new ArrayList<>();
    private Path classes;
    private String classPath;

    @BeforeEach
    void makeAClassPath() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(Files.createDirectories(classes.resolve("a/b")).resolve("C.class"), "1");
        Path jar = Files.writeString(folder.resolve("library.jar"), "2");
        classPath = classes + File.pathSeparator + jar + File.pathSeparator + folder.resolve("absent.jar");
    }

    @Test
    void shouldMakeAnArchiveOnceForEachStateOfTheClassPath() throws Exception {
        SharedClasses first = share(true);
        SharedClasses second = share(true);

        assertThat(trainings).hasSize(1);
        assertThat(second).isEqualTo(first);
        assertThat(first.flags()).anySatisfy(flag -> assertThat(flag).startsWith("-XX:SharedArchiveFile="));

        Files.writeString(classes.resolve("a/b/C.class"), "another");
        SharedClasses changed = share(true);

        assertThat(trainings).hasSize(2);
        assertThat(changed).isNotEqualTo(first);
        try (Stream<Path> left = Files.list(folder.resolve("shared"))) {
            assertThat(left)
                    .as("an archive of folders, one of class data, and the lock")
                    .hasSize(3);
        }
    }

    @Test
    void shouldPackFolders() throws Exception {
        String[] entries = share(true).classPath().split(File.pathSeparator);

        assertThat(entries).hasSize(2);
        assertThat(entries[1]).endsWith("library.jar");
        try (JarFile packed = new JarFile(entries[0])) {
            assertThat(packed.stream().map(Object::toString)).containsExactly("a/b/C.class");
        }
    }

    @Test
    void shouldDoWithoutWhereNoneCanBeMade() throws Exception {
        assertThat(share(false).flags()).isEmpty();
    }

    private SharedClasses share(boolean makesIt) throws IOException, InterruptedException {
        return SharedClasses.of(folder.resolve("shared"), classPath, classesOfTraining -> {
            trainings.add(classesOfTraining);
            if (makesIt) {
                String flag = classesOfTraining.flags().get(0);
                assertThat(flag).startsWith(AT_EXIT);
                Files.writeString(Path.of(flag.substring(AT_EXIT.length())), "class data");
            }
        });
    }
}
