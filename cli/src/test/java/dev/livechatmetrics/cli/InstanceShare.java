package dev.livechatmetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which partitions an instance owns, by its ledger, and how many standbys of others' it keeps up to date. */
record InstanceShare(Set<Integer> active, int standbys) {
    private static final Pattern STANDBYS =
            Pattern.compile("^kafka_stream_state_updater_standby_updating_tasks\\{[^}]*\\} (\\S+)$", Pattern.MULTILINE);

    static InstanceShare of(Api api) {
        HttpResponse<String> response = api.get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        return new InstanceShare(
                LedgerMetricsText.parse(response.body()).records().keySet().stream()
                        .map(LedgerMetricsText.Entry::partition)
                        .collect(Collectors.toSet()),
                STANDBYS.matcher(response.body())
                        .results()
                        .mapToInt(line -> (int) Double.parseDouble(line.group(1)))
                        .sum());
    }
}
