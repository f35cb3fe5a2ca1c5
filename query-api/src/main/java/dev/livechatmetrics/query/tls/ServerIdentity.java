package dev.livechatmetrics.query.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/** By what a server shows who it is: a certificate, those of the authorities between it and a trusted one, and its key. */
public final class ServerIdentity {
    /** Of a store that never leaves memory. */
    public static final String PASSWORD = "in memory";

    private static final String ALIAS = "server";
    private static final byte[] PROOF = {1, 2, 3};

    private final PemFile certificate;
    private final PemFile key;

    public ServerIdentity(Path certificate, Path key) {
        this.certificate = new PemFile("TLS_CERTIFICATE_FILE", certificate);
        this.key = new PemFile("TLS_KEY_FILE", key);
    }

    /**
     * What the files hold now.
     *
     * @throws TlsException where one cannot be used, or the two do not belong together
     */
    public KeyStore read() {
        List<X509Certificate> chain = certificate.certificates();
        PrivateKey privateKey = key.privateKey();
        try {
            if (!belongTogether(privateKey, chain.get(0))) {
                throw key.refused(
                        "is not the key of the first certificate in TLS_CERTIFICATE_FILE " + certificate.path());
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, privateKey, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException unusable) {
            throw key.refused("cannot be used with TLS_CERTIFICATE_FILE " + certificate.path());
        }
    }

    private static boolean belongTogether(PrivateKey privateKey, X509Certificate of) throws GeneralSecurityException {
        String algorithm = switch (privateKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> privateKey.getAlgorithm();
        };
        if (!of.getPublicKey().getAlgorithm().equals(privateKey.getAlgorithm())) {
            return false;
        }
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(privateKey);
        signing.update(PROOF);
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(of.getPublicKey());
        verifying.update(PROOF);
        return verifying.verify(signing.sign());
    }

    /** What differs once one of the files was changed: a text without any meaning of its own. */
    public String version() {
        return version(certificate.path()) + " " + version(key.path());
    }

    private static String version(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + "/" + attributes.size() + "/" + attributes.fileKey();
        } catch (IOException absent) {
            return "absent";
        }
    }
}
