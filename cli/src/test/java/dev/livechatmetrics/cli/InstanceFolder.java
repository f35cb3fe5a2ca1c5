package dev.livechatmetrics.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** A folder in which an instance under test keeps everything, and the environment that makes it do so, on free ports. */
record InstanceFolder(Path folder) {
    static final String USER_ID = "tester";
    static final String TOKEN = "a token that no log may show";

    /** With the file of users in it. */
    static InstanceFolder in(Path folder) throws IOException {
        Files.createDirectories(folder);
        InstanceFolder made = new InstanceFolder(folder);
        Files.writeString(
                made.usersFile(),
                "{\"users\":[{\"userId\":\"" + USER_ID + "\",\"hashedToken\":\"" + hashed(TOKEN)
                        + "\",\"permissions\":[\"view-livechat-manager\"]}]}");
        return made;
    }

    Path usersFile() {
        return folder.resolve("users.json");
    }

    Path dataDir() {
        return folder.resolve("data");
    }

    /** {@code more} wins. */
    Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "DATA_DIR",
                dataDir().toString(),
                "AUTH_USERS_FILE",
                usersFile().toString(),
                "HTTP_PORT",
                "0",
                "BROKER_PORT",
                "0"));
        environment.putAll(more);
        return environment;
    }

    private static String hashed(String token) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha256);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
