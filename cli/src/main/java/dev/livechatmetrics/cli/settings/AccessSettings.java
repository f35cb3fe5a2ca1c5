package dev.livechatmetrics.cli.settings;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who judges who may ask, beside the file of users, and how often one may.
 *
 * @param rocketChat the workspace that judges; empty where none does
 * @param requestsPerMinute of one user; 0 = as many as he likes
 * @param failedSignInsPerMinute from one address; 0 = as many as it likes
 */
public record AccessSettings(
        Optional<URI> rocketChat, boolean plainHttpAllowed, int requestsPerMinute, int failedSignInsPerMinute) {
    private static final int MOST = 1_000_000;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    public AccessSettings {
        new Requirements()
                .require(
                        rocketChat.map(AccessSettings::isWorkspace).orElse(true),
                        SettingKey.ROCKETCHAT_URL,
                        shown(rocketChat))
                .require(
                        plainHttpAllowed
                                || rocketChat.map(AccessSettings::isPrivate).orElse(true),
                        SettingKey.ROCKETCHAT_URL,
                        "an https address, as tokens are sent there (ROCKETCHAT_PLAIN_HTTP=true allows http)",
                        shown(rocketChat))
                .require(isLimit(requestsPerMinute), SettingKey.RATE_LIMIT_PER_MINUTE, requestsPerMinute)
                .require(
                        isLimit(failedSignInsPerMinute), SettingKey.SIGN_IN_FAILURES_PER_MINUTE, failedSignInsPerMinute)
                .check();
    }

    private static boolean isWorkspace(URI url) {
        return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null
                && !url.toString().endsWith("/");
    }

    /** Whether nobody on the way can read what is sent. */
    private static boolean isPrivate(URI url) {
        return !"http".equals(url.getScheme())
                || (url.getHost() != null && LOOPBACK.matcher(url.getHost()).matches());
    }

    private static boolean isLimit(int perMinute) {
        return perMinute >= 0 && perMinute <= MOST;
    }

    private static String shown(Optional<URI> url) {
        return url.map(URI::toString).orElse("");
    }
}
