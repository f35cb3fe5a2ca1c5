package dev.livechatmetrics.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that asks who comes, by SCRAM or by TLS or both, and allows nobody anything but what it is told; through a
 * listener of its own the tests are its master.
 */
final class SecuredBroker implements AutoCloseable {
    static final String STORE_PASSWORD = "store-pass-do-not-print";

    private final KafkaRaftServer server;
    private final List<Integer> ports;
    private final Path folder;

    private SecuredBroker(KafkaRaftServer server, List<Integer> ports, Path folder) {
        this.server = server;
        this.ports = ports;
        this.folder = folder;
    }

    /** {@code passwords}: of each user. */
    static SecuredBroker start(Path folder, Map<String, String> passwords) throws Exception {
        List<Integer> ports = freePorts(5);
        makeKeys(folder);
        Path data = Files.createDirectories(folder.resolve("data"));
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString());
        formatter.setScramArguments(passwords.entrySet().stream()
                .map(user -> "SCRAM-SHA-512=[name=" + user.getKey() + ",password=" + user.getValue() + "]")
                .toList());
        formatter.run();
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(properties(folder, data, ports), false), Time.SYSTEM);
        server.startup();
        return new SecuredBroker(server, ports, folder);
    }

    private static Map<String, String> properties(Path folder, Path data, List<Integer> ports) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "MASTER",
                "listener.security.protocol.map",
                        "MASTER:PLAINTEXT,SASL:SASL_PLAINTEXT,SSL:SSL,BOTH:SASL_SSL,CONTROLLER:PLAINTEXT",
                "controller.quorum.voters", "1@127.0.0.1:" + ports.get(4),
                "log.dirs", data.toString(),
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:ANONYMOUS;User:" + CERTIFICATE));
        String clients = "MASTER://127.0.0.1:" + ports.get(0) + ",SASL://127.0.0.1:" + ports.get(1)
                + ",SSL://127.0.0.1:" + ports.get(2) + ",BOTH://127.0.0.1:" + ports.get(3);
        properties.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + ports.get(4));
        properties.put("advertised.listeners", clients);
        properties.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        for (String listener : List.of("sasl", "both")) {
            properties.put(
                    "listener.name." + listener + ".scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        }
        for (String listener : List.of("ssl", "both")) {
            String prefix = "listener.name." + listener + ".";
            properties.put(prefix + "ssl.keystore.location", keystore(folder).toString());
            properties.put(prefix + "ssl.keystore.password", STORE_PASSWORD);
            properties.put(
                    prefix + "ssl.truststore.location", truststore(folder).toString());
            properties.put(prefix + "ssl.truststore.password", STORE_PASSWORD);
        }
        properties.put("listener.name.ssl.ssl.client.auth", "required");
        for (String one : List.of(
                "offsets.topic.replication.factor",
                "offsets.topic.num.partitions",
                "transaction.state.log.replication.factor",
                "transaction.state.log.min.isr",
                "transaction.state.log.num.partitions",
                "share.coordinator.state.topic.replication.factor",
                "share.coordinator.state.topic.min.isr")) {
            properties.put(one, "1");
        }
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20));
        return properties;
    }

    private static final String CERTIFICATE = "CN=localhost";

    String master() {
        return "127.0.0.1:" + ports.get(0);
    }

    String sasl() {
        return "127.0.0.1:" + ports.get(1);
    }

    String ssl() {
        return "127.0.0.1:" + ports.get(2);
    }

    String saslOverSsl() {
        return "127.0.0.1:" + ports.get(3);
    }

    Path keystore() {
        return keystore(folder);
    }

    Path truststore() {
        return truststore(folder);
    }

    private static Path keystore(Path folder) {
        return folder.resolve("keys.p12");
    }

    private static Path truststore(Path folder) {
        return folder.resolve("trusted.p12");
    }

    /** One pair of keys, signed by itself, for the broker and for who comes with a certificate. */
    private static void makeKeys(Path folder) throws IOException, InterruptedException {
        String certificate = folder.resolve("certificate").toString();
        keytool(
                "-genkeypair",
                "-keystore",
                keystore(folder).toString(),
                "-alias",
                "keys",
                "-keyalg",
                "RSA",
                "-dname",
                CERTIFICATE,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2");
        keytool("-exportcert", "-keystore", keystore(folder).toString(), "-alias", "keys", "-file", certificate);
        keytool(
                "-importcert",
                "-keystore",
                truststore(folder).toString(),
                "-alias",
                "keys",
                "-file",
                certificate,
                "-noprompt");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD));
        command.addAll(1, List.of(arguments));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + arguments[0]);
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
