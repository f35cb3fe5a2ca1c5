package dev.livechatmetrics.query.access;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users from a file, {@code {"users":[{"userId":…,"hashedToken":…,"permissions":[…]}]}}, read again when it changes. Holds
 * no token, only SHA-256 hashes as Rocket.Chat keeps them, and compares in constant time. A changed file that cannot be
 * used is reported once and the users before it stay.
 */
public final class UsersFile implements Access {
    private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int SHA_256_BYTES = 32;

    /** The coarsest clock of a file system in use, FAT's. */
    private static final Duration COARSEST_TICK = Duration.ofSeconds(2);

    /** Compared with where the user is unknown, so that an unknown user takes as long as a wrong token. */
    private static final User NOBODY = new User(Set.of(new Token(new byte[SHA_256_BYTES], Set.of())));

    private final Path file;
    private volatile Loaded loaded;

    /** A user may have several tokens, each with its permissions. */
    private record User(Set<Token> tokens) {}

    private record Token(byte[] sha256, Set<String> permissions) {}

    /** What the file held and how it was told from another; {@code content} is null where it could not be read. */
    private record Loaded(Version version, boolean settled, byte[] content, Map<String, User> users) {}

    /** What tells one state of the file from another. */
    private record Version(FileTime modified, long size, Object fileKey) {
        /** Between the steps of a replacement there may be no file: a state of its own, so it is read when it is back. */
        private static final Version ABSENT = new Version(FileTime.from(Instant.EPOCH), -1, "absent");

        /** Whether a later change must show: within a tick of the file system's clock it need not. */
        private boolean isSettled(Instant now) {
            return modified.toInstant().isBefore(now.minus(COARSEST_TICK));
        }
    }

    /** @throws AccessException where the file cannot be read or is not of that form */
    public UsersFile(Path file) {
        this.file = file;
        Version version = version();
        boolean settled = version.isSettled(Instant.now());
        byte[] content = content();
        this.loaded = new Loaded(version, settled, content, users(content));
    }

    /** How many users the file names. */
    public int size() {
        return loaded.users().size();
    }

    @Override
    public Decision decide(String userId, String token) {
        refresh();
        if (userId == null || token == null) {
            return Decision.NOT_LOGGED_IN;
        }
        byte[] sha256 = sha256(token);
        User user = loaded.users().get(userId);
        boolean known = false;
        boolean permitted = false;
        for (Token candidate : (user == null ? NOBODY : user).tokens()) {
            if (MessageDigest.isEqual(candidate.sha256(), sha256)) {
                known = user != null;
                permitted |= candidate.permissions().contains(PERMISSION);
            }
        }
        if (!known) {
            return Decision.NOT_LOGGED_IN;
        }
        return permitted ? Decision.ALLOWED : Decision.NO_PERMISSION;
    }

    private void refresh() {
        Loaded now = loaded;
        if (!now.settled() || !now.version().equals(version())) {
            reload();
        }
    }

    private synchronized void reload() {
        // Looked at before the content is read, so that a change between the two is seen next time.
        Version version = version();
        Loaded before = loaded;
        if (before.settled() && before.version().equals(version)) {
            return;
        }
        boolean settled = version.isSettled(Instant.now());
        byte[] content = null;
        Map<String, User> users = before.users();
        try {
            content = content();
            if (!Arrays.equals(content, before.content())) {
                users = users(content);
                LOG.info("Read {} users from {} again", users.size(), file);
            }
        } catch (AccessException unusable) {
            if (content != null || before.content() != null) {
                LOG.error("{} The users read before stay in force.", unusable.getMessage());
            }
        }
        loaded = new Loaded(version, settled, content, users);
    }

    private Version version() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException unreadable) {
            return Version.ABSENT;
        }
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException absent) {
            throw refused("is not there");
        } catch (IOException unreadable) {
            throw refused("cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private Map<String, User> users(byte[] content) {
        JsonNode root;
        try {
            root = JSON.readTree(content);
        } catch (JacksonException notJson) {
            throw refused("is not one JSON object with each name once" + place(notJson.getLocation()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading bytes in memory", impossible);
        }
        JsonNode users = root.path("users");
        if (!users.isArray()) {
            throw refused("has no list \"users\"");
        }
        Map<String, User> byId = new HashMap<>();
        for (int i = 0; i < users.size(); i++) {
            JsonNode user = users.get(i);
            String where = "users[" + i + "]";
            String userId = text(user, "userId", where);
            Token token = new Token(hash(text(user, "hashedToken", where), where), permissions(user, where));
            Set<Token> tokens =
                    new HashSet<>(byId.getOrDefault(userId, new User(Set.of())).tokens());
            tokens.add(token);
            byId.put(userId, new User(Set.copyOf(tokens)));
        }
        return Map.copyOf(byId);
    }

    private String text(JsonNode user, String field, String where) {
        JsonNode value = user.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw refused(where + "." + field + " is not a text");
        }
        return value.textValue();
    }

    private byte[] hash(String base64, String where) {
        try {
            byte[] sha256 = Base64.getDecoder().decode(base64);
            if (sha256.length == SHA_256_BYTES) {
                return sha256;
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, without the value.
        }
        throw refused(where + ".hashedToken is not the base64 of a SHA-256");
    }

    private Set<String> permissions(JsonNode user, String where) {
        JsonNode list = user.path("permissions");
        if (!list.isArray()) {
            throw refused(where + ".permissions is not a list");
        }
        Set<String> permissions = new HashSet<>();
        for (JsonNode permission : list) {
            if (!permission.isTextual()) {
                throw refused(where + ".permissions holds what is not a text");
            }
            permissions.add(permission.textValue());
        }
        return Set.copyOf(permissions);
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private AccessException refused(String why) {
        return new AccessException("AUTH_USERS_FILE " + file + " " + why
                + "; it takes {\"users\":[{\"userId\":…,\"hashedToken\":base64 of the token's SHA-256,\"permissions\":[\""
                + PERMISSION + "\"]}]}.");
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
