package dev.livechatmetrics.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.livechatmetrics.query.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsersFileTest {
    private static final String PERMISSION = "\"view-livechat-manager\"";
    private static final String VALUE = "a-value-to-hide";
    private static final Decision ALLOWED = new Decision.Allowed(AllowedDepartments.ALL);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("users.json");
    }

    static Stream<Arguments> unusable() {
        String hash = hashed(VALUE);
        String user = "\"userId\":\"" + VALUE + "\",";
        String token = "\"hashedToken\":\"" + hash + "\",";
        return Stream.of(
                Arguments.of("", "has no list \"users\""),
                Arguments.of("null", "has no list \"users\""),
                Arguments.of("[]", "has no list \"users\""),
                Arguments.of("\"users\"", "has no list \"users\""),
                Arguments.of("{}", "has no list \"users\""),
                Arguments.of("{\"Users\":[]}", "has no list \"users\""),
                Arguments.of("{\"users\":null}", "has no list \"users\""),
                Arguments.of("{\"users\":{}}", "has no list \"users\""),
                Arguments.of("{\"users\":\"" + VALUE + "\"}", "has no list \"users\""),
                Arguments.of(VALUE, "is not one JSON object with each name once (line 1, column "),
                Arguments.of("{\n\"users\":[\n" + VALUE + "]}", "is not one JSON object with each name once (line 3, "),
                Arguments.of("{\"users\":[", "is not one JSON object with each name once (line 1, "),
                Arguments.of("{\"users\":[],}", "is not one JSON object with each name once (line 1, "),
                Arguments.of("{\"users\":[]}\n" + VALUE, "is not one JSON object with each name once (line 2, "),
                Arguments.of("{\"users\":[]}\n{}", "is not one JSON object with each name once (line 2, "),
                Arguments.of("{\"users\":[],\n\"users\":[]}", "is not one JSON object with each name once (line 2, "),
                Arguments.of(
                        users("{" + user + "\n" + user + token + "\"permissions\":[]}"),
                        "is not one JSON object with each name once (line 2, "),
                Arguments.of("{\"users\":[]," + "[".repeat(2_000), "is not one JSON object with each name once"),
                Arguments.of(users("null"), "users[0].userId is not a text"),
                Arguments.of(users("\"" + VALUE + "\""), "users[0].userId is not a text"),
                Arguments.of(users("[]"), "users[0].userId is not a text"),
                Arguments.of(users("{" + token + "\"permissions\":[]}"), "users[0].userId is not a text"),
                Arguments.of(
                        users("{\"userId\":\"\"," + token + "\"permissions\":[]}"), "users[0].userId is not a text"),
                Arguments.of(users("{\"userId\":17," + token + "\"permissions\":[]}"), "users[0].userId is not a text"),
                Arguments.of(users("{" + user + "\"permissions\":[]}"), "users[0].hashedToken is not a text"),
                Arguments.of(
                        users("{" + user + "\"hashedToken\":null,\"permissions\":[]}"),
                        "users[0].hashedToken is not a text"),
                Arguments.of(
                        users("{" + user + "\"hashedToken\":\"" + VALUE + "\",\"permissions\":[]}"),
                        "users[0].hashedToken is not the base64 of a SHA-256"),
                Arguments.of(
                        users("{" + user + "\"hashedToken\":\"YWJj\",\"permissions\":[]}"),
                        "users[0].hashedToken is not the base64 of a SHA-256"),
                Arguments.of(
                        users("{" + user + "\"hashedToken\":\" " + hash + "\",\"permissions\":[]}"),
                        "users[0].hashedToken is not the base64 of a SHA-256"),
                Arguments.of(
                        users("{" + user + "\"hashedToken\":\"" + "0".repeat(64) + "\",\"permissions\":[]}"),
                        "users[0].hashedToken is not the base64 of a SHA-256"),
                Arguments.of(users("{" + user + token + "\"x\":1}"), "users[0].permissions is not a list"),
                Arguments.of(
                        users("{" + user + token + "\"permissions\":\"" + VALUE + "\"}"),
                        "users[0].permissions is not a list"),
                Arguments.of(users("{" + user + token + "\"permissions\":{}}"), "users[0].permissions is not a list"),
                Arguments.of(
                        users("{" + user + token + "\"permissions\":[\"" + VALUE + "\",1]}"),
                        "users[0].permissions holds what is not a text"),
                Arguments.of(
                        users(user(VALUE, VALUE, PERMISSION) + "," + user(VALUE, VALUE, PERMISSION) + ",{}"),
                        "users[2].userId is not a text"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void shouldNameTheFileAndThePlaceAndNoValue(String content, String what) throws IOException {
        Files.writeString(file, content);

        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> new UsersFile(file))
                .withMessageStartingWith("AUTH_USERS_FILE " + file + " " + what)
                .withMessageContaining("it takes {\"users\":[{\"userId\":")
                .withNoCause()
                .satisfies(refused -> assertThat(refused.getMessage())
                        .doesNotContain(VALUE, hashed(VALUE))
                        .doesNotContain("\n"));
    }

    @Test
    void shouldSayWhyTheFileCannotBeRead() throws IOException {
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> new UsersFile(file))
                .withMessageStartingWith("AUTH_USERS_FILE " + file + " is not there;");

        Files.createDirectory(file);

        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> new UsersFile(file))
                .withMessageStartingWith("AUTH_USERS_FILE " + file + " cannot be read (IOException)");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "absent",
            quoteCharacter = '"',
            value = {
                "manager, token-m, ALLOWED",
                "agent, token-a, NO_PERMISSION",
                "both, token-b, ALLOWED",
                "none, token-n, NO_PERMISSION",
                "Ünïcode, token-ü, ALLOWED",
                "manager, token-a, NOT_LOGGED_IN",
                "agent, token-m, NOT_LOGGED_IN",
                "manager, token-M, NOT_LOGGED_IN",
                "manager, \"token-m \", NOT_LOGGED_IN",
                "Manager, token-m, NOT_LOGGED_IN",
                "nobody, token-m, NOT_LOGGED_IN",
                "manager, \"\", NOT_LOGGED_IN",
                "\"\", token-m, NOT_LOGGED_IN",
                "\"\", \"\", NOT_LOGGED_IN",
                "manager, absent, NOT_LOGGED_IN",
                "absent, token-m, NOT_LOGGED_IN",
                "absent, absent, NOT_LOGGED_IN"
            })
    void shouldDecideByUserTokenAndPermission(String userId, String token, String decision) throws IOException {
        write(
                user("manager", "token-m", PERMISSION),
                user("agent", "token-a", "\"view-l-room\",\"VIEW-LIVECHAT-MANAGER\",\"view-livechat-manager \""),
                user("both", "token-b", "\"view-l-room\"," + PERMISSION),
                user("none", "token-n", ""),
                user("Ünïcode", "token-ü", PERMISSION));

        assertThat(new UsersFile(file).decide(userId, token))
                .isEqualTo(
                        decision.equals("ALLOWED")
                                ? ALLOWED
                                : decision.equals("NO_PERMISSION") ? Decision.NO_PERMISSION : Decision.NOT_LOGGED_IN);
    }

    /** An unknown user is compared with a hash of zeros: no token has it, and it would be nobody's. */
    @Test
    void shouldKnowNobodyWhereThereAreNoUsers() throws IOException {
        Files.writeString(file, "{\"users\":[],\"comment\":\"more fields are not read\"}");
        UsersFile users = new UsersFile(file);

        assertThat(users.size()).isZero();
        assertThat(users.decide("anybody", "token")).isEqualTo(Decision.NOT_LOGGED_IN);
    }

    @Test
    void shouldTakeEachTokenOfAUserWithItsOwnPermissions() throws IOException {
        write(
                user("user", "phone", ""),
                user("other", "phone", ""),
                user("user", "laptop", PERMISSION),
                user("user", "tablet", "\"view-l-room\""));
        UsersFile users = new UsersFile(file);

        assertThat(users.size()).isEqualTo(2);
        assertThat(users.decide("user", "phone")).isEqualTo(Decision.NO_PERMISSION);
        assertThat(users.decide("user", "laptop")).isEqualTo(ALLOWED);
        assertThat(users.decide("user", "tablet")).isEqualTo(Decision.NO_PERMISSION);
        assertThat(users.decide("other", "laptop")).isEqualTo(Decision.NOT_LOGGED_IN);
    }

    @Test
    void shouldAddUpThePermissionsOfATokenNamedTwice() throws IOException {
        for (String[] permissions : new String[][] {{PERMISSION, ""}, {"", PERMISSION}}) {
            write(user("user", "token", permissions[0]), user("user", "token", permissions[1]));
            UsersFile users = new UsersFile(file);

            assertThat(users.decide("user", "token")).isEqualTo(ALLOWED);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -                  | all departments
            []                 | departments []
            ["sales"]          | departments [sales]
            ["sales","","a b"] | departments [, a b, sales]
            """)
    void shouldLimitAUserToDepartments(String departments, String allowed) throws IOException {
        write(limited("user", "token", PERMISSION, departments));

        assertThat(new UsersFile(file).decide("user", "token"))
                .isInstanceOfSatisfying(
                        Decision.Allowed.class,
                        decision -> assertThat(decision.departments()).hasToString(allowed));
    }

    /** A token without the permission opens none of its departments. */
    @Test
    void shouldAddUpTheDepartmentsOfATokenNamedTwice() throws IOException {
        write(
                limited("user", "token", PERMISSION, "[\"a\"]"),
                limited("user", "token", PERMISSION, "[\"b\"]"),
                limited("user", "token", "", "[\"c\"]"),
                limited("user", "other", PERMISSION, "[\"d\"]"));

        assertThat(new UsersFile(file).decide("user", "token"))
                .isEqualTo(new Decision.Allowed(AllowedDepartments.of(List.of("a", "b"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"sales\"", "{}", "[null]", "[1]", "[[\"sales\"]]"})
    void shouldRefuseWhatAreNoDepartments(String departments) throws IOException {
        write(limited("user", "token", PERMISSION, departments));

        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> new UsersFile(file))
                .withMessageContaining("users[0].departments ");
    }

    private static String limited(String userId, String token, String permissions, String departments) {
        String all = user(userId, token, permissions);
        return departments.equals("-")
                ? all
                : all.substring(0, all.length() - 1) + ",\"departments\":" + departments + "}";
    }

    /** A misspelt limit is none. */
    @Test
    void shouldWarnOfAFieldThatIsNone() throws IOException {
        String user =
                "\"userId\":\"known\",\"hashedToken\":\"" + hashed("token") + "\",\"permissions\":[" + PERMISSION + "]";
        try (CapturedLog log = new CapturedLog()) {
            Files.writeString(file, users("{" + user + ",\"departments\":[\"sales\"]}"));
            new UsersFile(file);
            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN "));

            Files.writeString(file, users("{" + user + ",\"department\":[\"" + VALUE + "\"]}"));
            new UsersFile(file);

            assertThat(log.lines())
                    .anyMatch(
                            line -> line.startsWith("WARN ") && line.contains("users[0]") && line.contains("misspelt"))
                    .noneMatch(line -> line.contains(VALUE));
        }
    }

    @Test
    void shouldReadAChangedFileAgain() throws IOException {
        write(user("old", "token", PERMISSION));
        UsersFile users = new UsersFile(file);

        write(user("new", "token", PERMISSION), user("old", "token", ""));

        assertThat(users.decide("new", "token")).isEqualTo(ALLOWED);
        assertThat(users.decide("old", "token")).isEqualTo(Decision.NO_PERMISSION);
        assertThat(users.size()).isEqualTo(2);
    }

    @Test
    void shouldReadAFileAgainThatWasSettledForLong() throws IOException {
        write(user("old", "token", PERMISSION));
        touch(Instant.now().minus(Duration.ofHours(2)));
        UsersFile users = new UsersFile(file);
        assertThat(users.decide("old", "token")).isEqualTo(ALLOWED);

        write(user("new", "token", PERMISSION));
        touch(Instant.now().minus(Duration.ofHours(1)));

        assertThat(users.decide("old", "token")).isEqualTo(Decision.NOT_LOGGED_IN);
        assertThat(users.decide("new", "token")).isEqualTo(ALLOWED);
    }

    /** Two writes within one tick of the file system's clock: nothing but the content tells them apart. */
    @Test
    void shouldSeeAChangeThatLeavesTimeAndSize() throws IOException {
        Instant tick = Instant.now();
        write(user("user", "token", PERMISSION));
        touch(tick);
        UsersFile users = new UsersFile(file);
        assertThat(users.decide("user", "token")).isEqualTo(ALLOWED);

        write(user("user", "TOKEN", PERMISSION));
        touch(tick);

        assertThat(users.decide("user", "token")).isEqualTo(Decision.NOT_LOGGED_IN);
        assertThat(users.decide("user", "TOKEN")).isEqualTo(ALLOWED);
    }

    @Test
    void shouldKeepTheUsersWhereAChangeIsBrokenAndSaySoOnce() throws IOException {
        write(user(VALUE, "token", PERMISSION));
        UsersFile users = new UsersFile(file);

        try (CapturedLog log = new CapturedLog()) {
            Files.writeString(file, users(user(VALUE, "token", PERMISSION) + ",{\"userId\":\"" + VALUE + "\"}"));
            for (int i = 0; i < 5; i++) {
                assertThat(users.decide(VALUE, "token")).isEqualTo(ALLOWED);
            }
            assertThat(log.errors()).hasSize(1);
            assertThat(log.errors().get(0))
                    .contains("AUTH_USERS_FILE " + file + " users[1].hashedToken is not a text")
                    .contains("The users read before stay in force.");

            Files.writeString(file, VALUE);
            for (int i = 0; i < 5; i++) {
                assertThat(users.decide(VALUE, "token")).isEqualTo(ALLOWED);
            }
            assertThat(log.errors()).hasSize(2);
            assertThat(log.lines()).allSatisfy(line -> assertThat(line).doesNotContain(VALUE, hashed("token")));
        }

        write(user("mended", "token", PERMISSION));
        assertThat(users.decide("mended", "token")).isEqualTo(ALLOWED);
        assertThat(users.decide(VALUE, "token")).isEqualTo(Decision.NOT_LOGGED_IN);
    }

    @Test
    void shouldKeepTheUsersWhileThereIsNoFile() throws IOException {
        write(user("old", "token", PERMISSION));
        UsersFile users = new UsersFile(file);

        try (CapturedLog log = new CapturedLog()) {
            Files.delete(file);
            for (int i = 0; i < 5; i++) {
                assertThat(users.decide("old", "token")).isEqualTo(ALLOWED);
            }
            assertThat(log.errors()).singleElement().asString().contains("is not there;");
        }

        write(user("new", "token", PERMISSION));
        assertThat(users.decide("old", "token")).isEqualTo(Decision.NOT_LOGGED_IN);
        assertThat(users.decide("new", "token")).isEqualTo(ALLOWED);
    }

    /** As configuration tools and {@code mv} do: another file under the same name, with a time of its own. */
    @Test
    void shouldReadAFileThatWasPutInThePlaceOfTheOther() throws IOException {
        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
        write(user("old", "token", PERMISSION));
        touch(anHourAgo);
        UsersFile users = new UsersFile(file);

        Path other = directory.resolve("other.json");
        Files.writeString(other, users(user("new", "token", PERMISSION)));
        Files.setLastModifiedTime(other, FileTime.from(anHourAgo));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(users.decide("new", "token")).isEqualTo(ALLOWED);
        assertThat(users.decide("old", "token")).isEqualTo(Decision.NOT_LOGGED_IN);
    }

    /** Kubernetes changes what a link points to. */
    @Test
    void shouldFollowALinkToAnotherFile() throws IOException {
        Path first = Files.writeString(directory.resolve("1"), users(user("old", "token", PERMISSION)));
        Path second = Files.writeString(directory.resolve("2"), users(user("new", "token", PERMISSION)));
        Files.createSymbolicLink(file, first);
        UsersFile users = new UsersFile(file);

        Files.delete(file);
        Files.createSymbolicLink(file, second);

        assertThat(users.decide("new", "token")).isEqualTo(ALLOWED);
        assertThat(users.decide("old", "token")).isEqualTo(Decision.NOT_LOGGED_IN);
    }

    @Test
    void shouldCompareTokensInConstantTime() {
        JavaClass users = new ClassFileImporter().importClass(UsersFile.class);

        assertThat(users.getMethod("decide", String.class, String.class).getMethodCallsFromSelf())
                .extracting(JavaCall::getTarget)
                .extracting(target -> target.getOwner().getSimpleName() + "." + target.getName())
                .contains("MessageDigest.isEqual")
                .doesNotContain("Arrays.equals", "String.equals", "Object.equals");
    }

    private void write(String... users) throws IOException {
        Files.writeString(file, users(String.join(",", users)));
    }

    private void touch(Instant modified) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private static String users(String users) {
        return "{\"users\":[" + users + "]}";
    }

    private static String user(String userId, String token, String permissions) {
        return "{\"userId\":\"" + userId + "\",\"hashedToken\":\"" + hashed(token) + "\",\"permissions\":["
                + permissions + "]}";
    }

    private static String hashed(String token) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
