package dev.livechatmetrics.cli.settings;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * From where browsers reach the API.
 *
 * @param origins of pages elsewhere whose scripts may ask
 * @param basePath before every path, where a proxy passes it on; empty at the root
 * @param proxies in front of the server, whose entries in {@code X-Forwarded-For} are believed
 */
public record WebSettings(Set<String> origins, String basePath, int proxies) {
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?");
    private static final Pattern BASE_PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*");
    private static final int MOST_PROXIES = 10;

    public WebSettings {
        origins = Set.copyOf(origins);
        new Requirements()
                .require(
                        origins.stream()
                                .allMatch(origin -> ORIGIN.matcher(origin).matches()),
                        SettingKey.CORS_ALLOWED_ORIGINS,
                        String.join(",", origins))
                .require(BASE_PATH.matcher(basePath).matches(), SettingKey.HTTP_BASE_PATH, basePath)
                .require(proxies >= 0 && proxies <= MOST_PROXIES, SettingKey.HTTP_FORWARDED_COUNT, proxies)
                .check();
    }
}
