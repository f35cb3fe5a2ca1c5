package dev.livechatmetrics.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A program that a test needs and a machine may lack: then the test is skipped by name, or fails where the environment
 * variable {@code REQUIRE}, names separated by commas, says that the program must be there.
 */
public enum Requirement {
    CHROMIUM("chromium", "chromium", "chromium", "chromium-browser", "google-chrome"),
    /** Drives Chromium, and is required together with it. */
    CHROMEDRIVER("chromium", "chromium-driver", "chromedriver"),
    KCAT("kcat", "kcat", "kcat", "kafkacat"),
    NODE("node", "nodejs", "node"),
    /** Fetches what Node runs, and is required together with it. */
    NPM("node", "npm", "npm");

    /** What came of looking for a program. */
    public sealed interface Search {
        record Found(Path program) implements Search {}

        /** The test cannot run here, and need not; {@code reason} names the program and its Debian package. */
        record Skip(String reason) implements Search {}

        /** The test cannot run here, though {@code REQUIRE} says that it must. */
        record Fail(String reason) implements Search {}
    }

    private static final String REQUIRE = "REQUIRE";

    private final String requiredAs;
    private final String debianPackage;

    @SuppressWarnings("ImmutableEnumChecker") // List.of never changes
    private final List<String> programs;

    Requirement(String requiredAs, String debianPackage, String... programs) {
        this.requiredAs = requiredAs;
        this.debianPackage = debianPackage;
        this.programs = List.of(programs);
    }

    /** Looks through the folders of {@code PATH} for the first of the names under which the program is known. */
    public Search search(Map<String, String> environment) {
        for (String program : programs) {
            for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
                Path file = Path.of(folder, program);
                if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return new Search.Found(file.toAbsolutePath());
                }
            }
        }
        String missing = String.join(" or ", programs) + " is not on the PATH (Debian package " + debianPackage + ")";
        return isRequired(environment)
                ? new Search.Fail(missing + ", and " + REQUIRE + " names " + requiredAs)
                : new Search.Skip(missing);
    }

    /** Whether {@code REQUIRE} says that it must be there. */
    public boolean isRequired(Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault(REQUIRE, "").split(",", -1))
                .anyMatch(name -> name.strip().equals(requiredAs));
    }
}
