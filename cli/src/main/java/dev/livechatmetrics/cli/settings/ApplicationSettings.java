package dev.livechatmetrics.cli.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who this instance is.
 *
 * @param id the name that all instances of one deployment share; prefix of Kafka's group, transactions and changelogs
 * @param server where the other instances reach this one; empty for a single instance
 * @param peerSecret what instances show one another
 * @param dataDir where the embedded broker and the state stores are kept
 */
public record ApplicationSettings(String id, Optional<HostPort> server, Optional<Secret> peerSecret, Path dataDir) {
    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,200}");

    public ApplicationSettings {
        new Requirements()
                .require(ID.matcher(id).matches(), SettingKey.APPLICATION_ID, id)
                .require(peerSecret.map(Secret::isOneLine).orElse(true), SettingKey.PEER_SECRET, "")
                .check();
    }
}
