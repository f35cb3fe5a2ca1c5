package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which partitions an instance owns, by the counters that it exports of each, and how many standbys of others' it keeps up to date. */
record InstanceShare(Set<Integer> active, int standbys) {
    private static final Pattern STANDBYS =
            Pattern.compile("^kafka_stream_state_updater_standby_updating_tasks\\{[^}]*\\} (\\S+)$", Pattern.MULTILINE);

    private static final Pattern OWNED =
            Pattern.compile("^livechat_conversations_condensed_total\\{partition=\"(\\d+)\"}", Pattern.MULTILINE);

    static InstanceShare of(Api api) {
        HttpResponse<String> response = api.get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        return new InstanceShare(
                OWNED.matcher(response.body())
                        .results()
                        .map(line -> Integer.valueOf(line.group(1)))
                        .collect(Collectors.toSet()),
                STANDBYS.matcher(response.body())
                        .results()
                        .mapToInt(line -> (int) Double.parseDouble(line.group(1)))
                        .sum());
    }
}
