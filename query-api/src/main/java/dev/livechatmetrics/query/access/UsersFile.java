package dev.livechatmetrics.query.access;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
            .build();
    private static final int SHA_256_BYTES = 32;

    /** Compared with where the user is unknown, so that an unknown user takes as long as a wrong token. */
    private static final User NOBODY = new User(Set.of(new Token(new byte[SHA_256_BYTES], Set.of())));

    private final Path file;
    private volatile Loaded loaded;

    /** A user may have several tokens, each with its permissions. */
    private record User(Set<Token> tokens) {}

    private record Token(byte[] sha256, Set<String> permissions) {}

    private record Loaded(Version version, Map<String, User> users) {}

    /** What tells one state of the file from another. */
    private record Version(long modifiedNanos, long size, Object fileKey) {}

    /** @throws AccessException where the file cannot be read or is not of that form */
    public UsersFile(Path file) {
        this.file = file;
        Version version = version();
        this.loaded = new Loaded(version, read());
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
        Token found = null;
        for (Token candidate : (user == null ? NOBODY : user).tokens()) {
            if (MessageDigest.isEqual(candidate.sha256(), sha256)) {
                found = candidate;
            }
        }
        if (user == null || found == null) {
            return Decision.NOT_LOGGED_IN;
        }
        return found.permissions().contains(PERMISSION) ? Decision.ALLOWED : Decision.NO_PERMISSION;
    }

    private void refresh() {
        try {
            if (!loaded.version().equals(version())) {
                reload();
            }
        } catch (AccessException unusable) {
            LOG.error("{} The users read before stay in force.", unusable.getMessage());
        }
    }

    private synchronized void reload() {
        Version version = version();
        if (loaded.version().equals(version)) {
            return;
        }
        Map<String, User> before = loaded.users();
        // Set before reading, so that a broken file is reported once and not with every request.
        loaded = new Loaded(version, before);
        loaded = new Loaded(version, read());
        LOG.info("Read {} users from {} again", size(), file);
    }

    private Version version() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(
                    attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
                    attributes.size(),
                    attributes.fileKey());
        } catch (IOException unreadable) {
            // Between the steps of a replacement there may be no file: a state of its own, so it is read when it is
            // back.
            return new Version(0, -1, null);
        }
    }

    private Map<String, User> read() {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException notJson) {
            throw refused("is not JSON");
        } catch (IOException unreadable) {
            throw refused("cannot be read (" + unreadable.getClass().getSimpleName() + ")");
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
