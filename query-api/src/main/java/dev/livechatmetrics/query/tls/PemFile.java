package dev.livechatmetrics.query.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One PEM file, as the setting of that name gives it. No message holds anything of its content. */
record PemFile(String setting, Path path) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern OTHER_KEY = Pattern.compile("-----BEGIN (RSA |EC |DSA |ENCRYPTED )PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    List<X509Certificate> certificates() {
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes()))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (GeneralSecurityException notCertificates) {
            // Refused below.
        }
        throw refused("holds no certificate; it takes certificates in PEM, -----BEGIN CERTIFICATE-----");
    }

    PrivateKey privateKey() {
        String text = new String(bytes(), StandardCharsets.US_ASCII);
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw refused(
                    OTHER_KEY.matcher(text).find()
                            ? "holds a key in a form that is not read; openssl pkcs8 -topk8 -nocrypt makes one of it that is"
                            : "holds no key; it takes one in PEM, -----BEGIN PRIVATE KEY-----, without a password");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException notOfThatKind) {
                // Perhaps of the next.
            }
        }
        throw refused("holds a key that is none of " + String.join(", ", ALGORITHMS));
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException absent) {
            throw refused("is not there");
        } catch (IOException unreadable) {
            throw refused("cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    TlsException refused(String why) {
        return new TlsException(setting + " " + path + " " + why + ".");
    }
}
