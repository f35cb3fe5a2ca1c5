package dev.livechatmetrics.query.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose certificates are believed when another server is called. */
public final class Trust {
    private Trust() {}

    /**
     * Of the authorities in the file alone, or, where there is none, of those that Java comes with.
     *
     * @throws TlsException where the file cannot be used
     */
    public static SSLContext only(Optional<Path> authorities) {
        return authorities.map(path -> context(read(path))).orElseGet(() -> context(ofJava()));
    }

    /**
     * Of those that Java comes with, and of those in the file, where there is one.
     *
     * @throws TlsException where the file cannot be used
     */
    public static SSLContext also(Optional<Path> authorities) {
        List<X509Certificate> all = new ArrayList<>(ofJava());
        authorities.map(Trust::read).ifPresent(all::addAll);
        return context(all);
    }

    private static List<X509Certificate> read(Path authorities) {
        return new PemFile("TLS_CA_FILE", authorities).certificates();
    }

    private static List<X509Certificate> ofJava() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                certificates.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return certificates;
    }

    private static SSLContext context(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("every Java platform has TLS", impossible);
        }
    }

    private static TrustManager[] managers(KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has trust managers", impossible);
        }
    }
}
