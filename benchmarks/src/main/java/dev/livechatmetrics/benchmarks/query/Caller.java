package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.query.access.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** Asks a service over HTTP as its only user. */
public final class Caller {
    public static final String USER = "me";
    public static final String TOKEN = "a-long-random-token-of-43-characters-or-so";

    /** What every request has. */
    public static final List<String> HEADERS = List.of("X-User-Id: " + USER, "X-Auth-Token: " + TOKEN);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Caller(int port) {
        this.port = port;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** The body of the answer, which must be 200. */
    String get(String path) throws IOException, InterruptedException {
        var response = client.send(request(path), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path)))
                .header("X-User-Id", USER)
                .header("X-Auth-Token", TOKEN)
                .build();
    }

    /** As {@code AUTH_USERS_FILE}: the only user may see charts. */
    public static Path writeUsers(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
            return Files.writeString(
                    folder.resolve("users.json"),
                    "{\"users\":[{\"userId\":\"" + USER + "\",\"hashedToken\":\""
                            + Base64.getEncoder().encodeToString(sha256) + "\",\"permissions\":[\"" + Access.PERMISSION
                            + "\"]}]}");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
