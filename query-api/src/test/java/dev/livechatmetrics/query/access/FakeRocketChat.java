package dev.livechatmetrics.query.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fake of Rocket.Chat: no part of it runs in these tests. Answers the two questions in the form of {@code v1/misc.ts},
 * {@code v1/permissions.ts} and {@code ApiClass.ts} of RocketChat/Rocket.Chat.
 */
final class FakeRocketChat implements AutoCloseable {
    private final HttpServer server;
    final Map<String, String> tokens = new ConcurrentHashMap<>();
    final Map<String, List<String>> roles = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger atOnce = new AtomicInteger();
    final Semaphore held = new Semaphore(0);
    volatile List<String> permitted = List.of("admin", "livechat-manager", "livechat-monitor");
    volatile boolean active = true;
    volatile boolean anonymousRead;
    volatile boolean hold;
    /** Answered to everything where it is not 0. */
    volatile int status;

    volatile String body;

    FakeRocketChat() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-rocketchat");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void user(String userId, String token, String... itsRoles) {
        tokens.put(userId, token);
        roles.put(userId, List.of(itsRoles));
    }

    long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        atOnce.incrementAndGet();
        if (hold) {
            held.acquireUninterruptibly();
        }
        atOnce.decrementAndGet();
        String userId = exchange.getRequestHeaders().getFirst("X-User-Id");
        String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        boolean known = token != null && token.equals(tokens.get(userId));
        if (status != 0) {
            exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
            send(exchange, status, body == null ? "{\"success\":false,\"error\":\"fake\"}" : body);
        } else if (!known && !anonymousRead) {
            send(
                    exchange,
                    401,
                    "{\"success\":false,\"error\":\"You must be logged in to do this.\",\"status\":\"error\","
                            + "\"message\":\"You must be logged in to do this.\"}");
        } else if (path.equals(RocketChatApi.ME)) {
            send(
                    exchange,
                    200,
                    "{\"_id\":\"" + userId + "\",\"name\":\"Fake\",\"emails\":[],\"status\":\"online\",\"utcOffset\":1,"
                            + "\"active\":" + active + ",\"username\":\"fake\",\"roles\":" + json(roles.get(userId))
                            + ",\"settings\":{\"preferences\":{}},\"avatarUrl\":\"http://x/avatar/fake\",\"success\":true}");
        } else {
            send(
                    exchange,
                    200,
                    "{\"update\":[{\"_id\":\"view-l-room\",\"roles\":[\"livechat-agent\"]},"
                            + "{\"_id\":\"view-livechat-manager\",\"_updatedAt\":\"2026-01-31T10:00:00.000Z\",\"roles\":"
                            + json(permitted) + "}],\"remove\":[],\"success\":true}");
        }
    }

    private static String json(List<String> texts) {
        return texts == null ? "[]" : texts.isEmpty() ? "[]" : "[\"" + String.join("\",\"", texts) + "\"]";
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        hold = false;
        held.release(1_000);
        server.stop(0);
    }
}
