package dev.livechatmetrics.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.livechatmetrics.query.access.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** Who may ask beside {@link DemoUser}; {@code departments} is null for all. */
record TestUser(String id, String token, List<String> departments) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Writes the file of users with the demo's and these, and answers its path. */
    static Path write(Path folder, List<TestUser> users) throws IOException {
        Path file = DemoUser.write(folder);
        ObjectNode list = (ObjectNode) JSON.readTree(file.toFile());
        for (TestUser user : users) {
            ObjectNode entry = ((ArrayNode) list.get("users")).addObject();
            entry.put("userId", user.id).put("hashedToken", hash(user.token));
            entry.putArray("permissions").add(Access.PERMISSION);
            if (user.departments != null) {
                user.departments.forEach(entry.putArray("departments")::add);
            }
        }
        JSON.writeValue(file.toFile(), list);
        return file;
    }

    private static String hash(String token) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
