package dev.livechatmetrics.query.http;

import static dev.livechatmetrics.query.http.RunningServer.AS_MANAGER;
import static dev.livechatmetrics.query.http.RunningServer.CHARTS;
import static dev.livechatmetrics.query.http.RunningServer.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.livechatmetrics.query.CapturedLog;
import dev.livechatmetrics.query.cluster.HttpPeers;
import dev.livechatmetrics.query.cluster.PartitionAsk;
import dev.livechatmetrics.query.cluster.PeerSeal;
import dev.livechatmetrics.query.cluster.Peers;
import dev.livechatmetrics.query.tls.ServerIdentity;
import dev.livechatmetrics.query.tls.TlsException;
import dev.livechatmetrics.query.tls.Trust;
import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.runtime.Endpoint;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.testkit.PemIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server by TLS, its certificate changed, and calls between instances, all with the JDK's own TLS. */
final class TlsTest {
    private static final String LOCAL = "ip:127.0.0.1,dns:localhost";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BucketsQuery QUERY =
            new BucketsQuery("sales", ZoneOffset.UTC, LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 2));

    @TempDir
    private static Path folder;

    private static PemIdentity first;
    private static PemIdentity second;
    private static PemIdentity elsewhere;
    private static RunningServer server;
    private CapturedLog log;

    @BeforeAll
    static void start() throws IOException {
        first = PemIdentity.create(folder.resolve("first"), LOCAL);
        second = PemIdentity.create(folder.resolve("second"), LOCAL);
        elsewhere = PemIdentity.create(folder.resolve("elsewhere"), "dns:elsewhere.example");
        server = serving(first);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void listen() {
        log = new CapturedLog();
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** In the way of whoever replaces files: one after the other. */
    private static void replace(PemIdentity used, PemIdentity by) throws IOException {
        Files.copy(by.key(), used.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(by.certificate(), used.certificate(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static RunningServer serving(PemIdentity identity) {
        return new RunningServer(
                new Listener(
                        "127.0.0.1",
                        0,
                        "",
                        Optional.of(new ServerIdentity(identity.certificate(), identity.key())),
                        Set.of()),
                Gate::unlimited);
    }

    private static SSLContext trusting(PemIdentity authority) {
        return Trust.only(Optional.of(authority.certificate()));
    }

    private static HttpResponse<String> get(RunningServer asked, SSLContext trust)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + asked.port() + CHARTS + "?" + QUESTION))
                .headers(AS_MANAGER)
                .timeout(PATIENCE)
                .build();
        HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Peers.Reply<BucketSums> ask(RunningServer asked, String host, Optional<SSLContext> trust) {
        return HttpPeers.of(
                        trust, new PeerSeal(RunningServer.SECRET), RunningServer.APPLICATION_ID, (result, took) -> {})
                .ask(
                        new Endpoint(host, asked.port()),
                        QUERY,
                        Map.of(1, new PartitionAsk(false, InputPosition.START)),
                        PATIENCE)
                .join();
    }

    @Test
    void shouldTakeAChangedCertificateIntoUse() throws Exception {
        PemIdentity used = new PemIdentity(folder.resolve("used.pem"), folder.resolve("used-key.pem"));
        replace(used, first);
        try (RunningServer changing = serving(used)) {
            assertThat(get(changing, trusting(first)).statusCode()).isEqualTo(200);

            replace(used, second);

            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(SSLException.class)
                    .until(() -> get(changing, trusting(second)).statusCode() == 200);
        }
    }

    @Test
    void shouldKeepTheCertificateWhereAChangeIsBroken() throws Exception {
        PemIdentity used = new PemIdentity(folder.resolve("watched.pem"), folder.resolve("watched-key.pem"));
        replace(used, first);
        ServerIdentity identity = new ServerIdentity(used.certificate(), used.key());
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(identity.read());
        tls.setKeyStorePassword(ServerIdentity.PASSWORD);
        tls.start();
        CertificateWatch watch = new CertificateWatch(identity, tls, Duration.ofMillis(20));
        watch.start();
        try {
            Files.writeString(used.key(), "no key");
            await().atMost(PATIENCE)
                    .until(() -> log.errors().stream().anyMatch(line -> line.contains("TLS_KEY_FILE " + used.key())));
            assertThat(shown(tls)).isEqualTo(certificate(first));
            replace(used, second);
            await().atMost(PATIENCE).until(() -> shown(tls).equals(certificate(second)));
        } finally {
            watch.stop();
            tls.stop();
        }
    }

    private static Certificate shown(SslContextFactory.Server tls) throws KeyStoreException {
        return tls.getKeyStore().getCertificate("server");
    }

    private static Certificate certificate(PemIdentity identity) throws KeyStoreException {
        return new ServerIdentity(identity.certificate(), identity.key()).read().getCertificate("server");
    }

    @Test
    void shouldAnswerNobodyWhoSpeaksPlainHttp() {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> server.get("/health/live"));
    }

    @Test
    void shouldReachAnInstanceWhoseAuthorityIsTrusted() {
        assertThat(ask(server, "127.0.0.1", Optional.of(trusting(first))).reads())
                .isEqualTo(Map.of(1, new Missing<>("no result")));
    }

    @Test
    void shouldSayThatAnAuthorityIsNotTrusted() {
        Peers.Reply<BucketSums> reply = ask(server, "127.0.0.1", Optional.of(trusting(second)));

        assertThat(reply.reached()).isFalse();
        assertThat(reply.reads().get(1).toString()).contains("certificate that is not trusted", "TLS_CA_FILE");
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN ") && line.contains("TLS_CA_FILE"));
    }

    @Test
    void shouldNotTakeACertificateOfAnotherHost() {
        try (RunningServer other = serving(elsewhere)) {
            Peers.Reply<BucketSums> reply = ask(other, "127.0.0.1", Optional.of(trusting(elsewhere)));

            assertThat(reply.reads().get(1).toString()).contains("APPLICATION_SERVER");
        }
    }

    @Test
    void shouldSayThatOneOfTwoDoesNotSpeakTls() {
        try (RunningServer plain = new RunningServer()) {
            assertThat(ask(plain, "127.0.0.1", Optional.of(trusting(first)))
                            .reads()
                            .get(1)
                            .toString())
                    .contains("TLS_CERTIFICATE_FILE");
        }
        assertThat(ask(server, "127.0.0.1", Optional.empty()).reached()).isFalse();
    }

    @Test
    void shouldNameWhatCannotBeUsed() throws IOException {
        assertRefused(first.certificate(), second.key(), "TLS_KEY_FILE " + second.key(), "is not the key of");
        assertRefused(first.key(), first.key(), "TLS_CERTIFICATE_FILE " + first.key(), "holds no certificate");
        assertRefused(first.certificate(), first.certificate(), "TLS_KEY_FILE ", "holds no key");
        Path old = Files.writeString(
                folder.resolve("old.pem"), Files.readString(first.key()).replace("PRIVATE KEY", "EC PRIVATE KEY"));
        assertRefused(first.certificate(), old, "TLS_KEY_FILE " + old, "openssl pkcs8 -topk8 -nocrypt");
        assertRefused(folder.resolve("nowhere"), first.key(), "TLS_CERTIFICATE_FILE ", "is not there");
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> Trust.also(Optional.of(first.key())))
                .withMessageStartingWith("TLS_CA_FILE " + first.key() + " holds no certificate");
    }

    private static void assertRefused(Path certificate, Path key, String... said) {
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> new ServerIdentity(certificate, key).read())
                .satisfies(refused -> assertThat(refused.getMessage()).contains(said));
    }
}
