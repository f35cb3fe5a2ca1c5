package dev.livechatmetrics.cli.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Files in PEM, by which servers are known.
 *
 * @param certificate of this server; without it the API speaks plain HTTP
 * @param key of the certificate
 * @param authorities whose certificates are believed where another server is called
 */
public record TlsSettings(Optional<Path> certificate, Optional<Path> key, Optional<Path> authorities) {
    public static final TlsSettings NONE = new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty());

    public TlsSettings {
        new Requirements()
                .require(
                        certificate.isPresent() || key.isEmpty(),
                        SettingKey.TLS_KEY_FILE,
                        "the key of TLS_CERTIFICATE_FILE, which is not set",
                        key.map(Path::toString).orElse(""))
                .require(
                        key.isPresent() || certificate.isEmpty(),
                        SettingKey.TLS_CERTIFICATE_FILE,
                        "a certificate whose key is in TLS_KEY_FILE, which is not set",
                        certificate.map(Path::toString).orElse(""))
                .check();
    }

    /** Whether the API speaks TLS. */
    public boolean serves() {
        return certificate.isPresent();
    }
}
