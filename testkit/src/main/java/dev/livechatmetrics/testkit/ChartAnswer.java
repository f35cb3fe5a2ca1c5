package dev.livechatmetrics.testkit;

import java.util.List;
import java.util.stream.Collectors;

/** What a question must be answered with; {@code points} are numbers as the body writes them. */
public record ChartAnswer(String chartName, List<String> labels, List<String> points) {

    /** The exact body of the HTTP 200. */
    public String body() {
        String labelsJson = labels.stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]"));
        return "{\"chartLabel\":" + JsonText.quote(chartName) + ",\"dataLabels\":" + labelsJson + ",\"dataPoints\":["
                + String.join(",", points) + "],\"success\":true}";
    }
}
