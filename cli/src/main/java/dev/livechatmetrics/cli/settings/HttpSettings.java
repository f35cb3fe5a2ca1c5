package dev.livechatmetrics.cli.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where and how the API answers.
 *
 * @param port 0 = any free one
 * @param readTimeout how long a chart waits for a partition before it answers 503
 * @param standbyMaxLag how old the copy of a partition may be that is read where its task is not to be reached; 0 = none is
 * @param webhookToken what Rocket.Chat shows with its webhooks; empty where none are taken
 */
public record HttpSettings(
        String host,
        int port,
        Duration readTimeout,
        Duration standbyMaxLag,
        Optional<Path> authUsersFile,
        Optional<Secret> webhookToken) {
    private static final Pattern HOST = Pattern.compile(
            "[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%\\w+)?");

    public HttpSettings {
        new Requirements()
                .require(HOST.matcher(host).matches(), SettingKey.HTTP_HOST, host)
                .requirePort(SettingKey.HTTP_PORT, port)
                .require(
                        readTimeout.compareTo(Duration.ofMillis(1)) >= 0
                                && readTimeout.compareTo(Duration.ofHours(1)) <= 0,
                        SettingKey.READ_TIMEOUT,
                        readTimeout)
                .require(
                        !standbyMaxLag.isNegative() && standbyMaxLag.compareTo(Duration.ofHours(1)) <= 0,
                        SettingKey.STANDBY_MAX_LAG,
                        standbyMaxLag)
                .require(webhookToken.map(Secret::isOneLine).orElse(true), SettingKey.ROCKETCHAT_WEBHOOK_TOKEN, "")
                .check();
    }
}
