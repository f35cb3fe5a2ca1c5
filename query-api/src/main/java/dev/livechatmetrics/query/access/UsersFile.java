package dev.livechatmetrics.query.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users from a file, {@code {"users":[{"userId":…,"hashedToken":…,"permissions":[…],"departments":[…]}]}}, read again when
 * it changes. Holds no token, only SHA-256 hashes as Rocket.Chat keeps them, and compares in constant time. A changed file
 * that cannot be used is reported once and the users before it stay.
 */
public final class UsersFile implements Access {
    private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);

    /** The coarsest clock of a file system in use, FAT's. */
    private static final Duration COARSEST_TICK = Duration.ofSeconds(2);

    /** Compared with where the user is unknown, so that an unknown user takes as long as a wrong token. */
    private static final List<UserList.Entry> NOBODY =
            List.of(new UserList.Entry("", new byte[Sha256.BYTES], Set.of(), AllowedDepartments.of(Set.of())));

    private final Path file;
    private final UserList list;
    private volatile Loaded loaded;

    /**
     * What the file held and how it was told from another; {@code content} is null where it could not be read. A user may
     * have several tokens, each with its permissions.
     */
    private record Loaded(Version version, boolean settled, byte[] content, Map<String, List<UserList.Entry>> users) {}

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
        this(file, new UserList(false));
    }

    private UsersFile(Path file, UserList list) {
        this.file = file;
        this.list = list;
        Version version = version();
        boolean settled = version.isSettled(Instant.now());
        byte[] content = content();
        this.loaded = new Loaded(version, settled, content, users(content));
    }

    /**
     * The same beside Rocket.Chat: an entry without a token, {@code {"userId":…,"departments":[…]}}, limits a user whom
     * Rocket.Chat knows.
     *
     * @throws AccessException where the file cannot be read or is not of that form
     */
    public static UsersFile besideRocketChat(Path file) {
        return new UsersFile(file, new UserList(true));
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
        byte[] sha256 = Sha256.of(token);
        List<UserList.Entry> user = loaded.users().get(userId);
        boolean known = false;
        AllowedDepartments departments = null;
        for (UserList.Entry entry : user == null ? NOBODY : user) {
            if (entry.tokenSha256() != null && MessageDigest.isEqual(entry.tokenSha256(), sha256)) {
                known = user != null;
                if (entry.permissions().contains(PERMISSION)) {
                    departments = departments == null ? entry.departments() : departments.or(entry.departments());
                }
            }
        }
        if (!known) {
            return Decision.NOT_LOGGED_IN;
        }
        return departments == null ? Decision.NO_PERMISSION : new Decision.Allowed(departments);
    }

    /** Whether the file has a token of that user, so that it decides alone. */
    boolean hasTokenOf(String userId) {
        refresh();
        return loaded.users().getOrDefault(userId, List.of()).stream().anyMatch(entry -> entry.tokenSha256() != null);
    }

    /** The departments to which the file limits a user whom Rocket.Chat knows: all where it does not name him. */
    AllowedDepartments limitsOf(String userId) {
        return loaded.users().getOrDefault(userId, List.of()).stream()
                .map(UserList.Entry::departments)
                .reduce(AllowedDepartments::or)
                .orElse(AllowedDepartments.ALL);
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
        Map<String, List<UserList.Entry>> users = before.users();
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

    private Map<String, List<UserList.Entry>> users(byte[] content) {
        try {
            return list.read(content).stream().collect(Collectors.groupingBy(UserList.Entry::userId));
        } catch (UserList.Refused unusable) {
            throw refused(unusable.getMessage());
        }
    }

    private AccessException refused(String why) {
        return new AccessException("AUTH_USERS_FILE " + file + " " + why
                + "; it takes {\"users\":[{\"userId\":…,\"hashedToken\":base64 of the token's SHA-256,\"permissions\":[\""
                + PERMISSION + "\"],\"departments\":[…] where not all}]}.");
    }
}
