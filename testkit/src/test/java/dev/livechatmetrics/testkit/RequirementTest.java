package dev.livechatmetrics.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.testkit.Requirement.Search;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementTest {
    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @ParameterizedTest
    @CsvSource({
        "CHROMIUM, chromium",
        "CHROMIUM, chromium-browser",
        "CHROMIUM, google-chrome",
        "CHROMEDRIVER, chromedriver",
        "KCAT, kcat",
        "KCAT, kafkacat",
        "NODE, node",
        "NPM, npm"
    })
    void shouldFindAProgramUnderEachOfItsNames(Requirement requirement, String name) throws IOException {
        Path program = program(second, name);

        assertThat(requirement.search(Map.of("PATH", path(), "REQUIRE", "chromium,kcat,node")))
                .isEqualTo(new Search.Found(program));
    }

    @Test
    void shouldTakeTheFirstOnThePath() throws IOException {
        Path program = program(first, "kcat");
        program(second, "kcat");

        assertThat(Requirement.KCAT.search(Map.of("PATH", path()))).isEqualTo(new Search.Found(program));
    }

    @Test
    void shouldPassOverWhatCannotBeRun() throws IOException {
        Files.createFile(first.resolve("kcat"));
        Files.createDirectory(second.resolve("kcat"));

        assertThat(Requirement.KCAT.search(Map.of("PATH", path()))).isInstanceOf(Search.Skip.class);
    }

    @ParameterizedTest
    @CsvSource({
        "CHROMIUM, chromium or chromium-browser or google-chrome is not on the PATH (Debian package chromium)",
        "CHROMEDRIVER, chromedriver is not on the PATH (Debian package chromium-driver)",
        "KCAT, kcat or kafkacat is not on the PATH (Debian package kcat)",
        "NODE, node is not on the PATH (Debian package nodejs)",
        "NPM, npm is not on the PATH (Debian package npm)"
    })
    void shouldSkipByTheNameOfWhatIsMissing(Requirement requirement, String reason) {
        assertThat(requirement.search(Map.of("PATH", path()))).isEqualTo(new Search.Skip(reason));
        assertThat(requirement.search(Map.of())).isEqualTo(new Search.Skip(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHROMIUM     | chromium           | true",
                "CHROMEDRIVER | chromium           | true",
                "CHROMEDRIVER | kcat, chromium ,x  | true",
                "KCAT         | chromium,node,kcat | true",
                "NODE         | node               | true",
                "NPM          | node               | true",
                "KCAT         | chromium,node      | false",
                "CHROMIUM     | chromium-driver    | false",
                "NODE         | ''                 | false"
            })
    void shouldFailOnlyWhereItIsRequired(Requirement requirement, String require, boolean fails) {
        Search search = requirement.search(Map.of("PATH", path(), "REQUIRE", require));

        assertThat(search).isInstanceOf(fails ? Search.Fail.class : Search.Skip.class);
        assertThat(search.toString()).contains("Debian package");
    }

    private String path() {
        return first + File.pathSeparator + second;
    }

    private static Path program(Path folder, String name) throws IOException {
        return Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
}
