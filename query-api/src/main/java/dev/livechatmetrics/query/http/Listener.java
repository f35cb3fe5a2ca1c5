package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.tls.ServerIdentity;
import java.util.Optional;
import java.util.Set;

/**
 * Where and how the server listens.
 *
 * @param port 0 for any free one
 * @param basePath before every path but that of other instances: empty, or such as {@code /metrics-of-chats}
 * @param identity for TLS; without it the server speaks plain HTTP
 * @param origins of pages elsewhere whose scripts may ask, such as {@code https://intranet.example.com}
 */
public record Listener(String host, int port, String basePath, Optional<ServerIdentity> identity, Set<String> origins) {
    /** At the root, by plain HTTP, for nobody else's pages. */
    public static Listener plain(String host, int port) {
        return new Listener(host, port, "", Optional.empty(), Set.of());
    }
}
