package dev.livechatmetrics.cli;

import dev.livechatmetrics.query.access.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The demo's user: the example of Rocket.Chat's documentation. */
final class DemoUser {
    static final String ID = "rbAXPnMktTFbNpwtJ";
    static final String TOKEN = "RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f";

    private DemoUser() {}

    /** Writes the file of users with this one and answers its path. */
    static Path write(Path folder) throws IOException {
        String json = "{\"users\":[{\"userId\":\"" + ID + "\",\"hashedToken\":\"" + hashedToken()
                + "\",\"permissions\":[\"" + Access.PERMISSION + "\"]}]}";
        return Files.writeString(folder.resolve("users.json"), json);
    }

    private static String hashedToken() {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
