package dev.livechatmetrics.schemas.chart;

import java.math.BigDecimal;
import java.util.List;

/**
 * The answer of the charts' endpoint: a label and a value for each point, in seconds rounded to two decimals or a count.
 */
public record ChartBody(ChartName chart, List<String> labels, List<Double> points) {
    private static final long EXACT_HUNDREDTHS = 1_000_000_000_000_000L;

    public ChartBody {
        labels = List.copyOf(labels);
        points = List.copyOf(points);
        if (labels.size() != points.size()) {
            throw new IllegalArgumentException(labels.size() + " labels for " + points.size() + " points");
        }
    }

    /** {@code {"chartLabel":…,"dataLabels":[…],"dataPoints":[…],"success":true}}, these keys in this order. */
    public String toJson() {
        StringBuilder json = new StringBuilder(64 + 16 * labels.size());
        json.append("{\"chartLabel\":\"").append(chart.name()).append("\",\"dataLabels\":[");
        for (int i = 0; i < labels.size(); i++) {
            // Labels are digits, slashes, dashes and capitals: nothing to escape.
            json.append(i == 0 ? "\"" : ",\"").append(labels.get(i)).append('"');
        }
        json.append("],\"dataPoints\":[");
        for (int i = 0; i < points.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            appendPlainly(json, points.get(i));
        }
        return json.append("],\"success\":true}").toString();
    }

    /** Without exponent, and whole numbers without a fraction. */
    private static void appendPlainly(StringBuilder json, double number) {
        long whole = (long) number;
        long hundredths = Math.round(number * 100);
        if (whole == number) {
            json.append(whole);
        } else if (Math.abs(hundredths) < EXACT_HUNDREDTHS && hundredths / 100.0 == number) {
            appendHundredths(json, hundredths);
        } else {
            json.append(BigDecimal.valueOf(number).toPlainString());
        }
    }

    /** Up to fifteen digits, no other decimal number is the same double: these are its shortest digits. */
    private static void appendHundredths(StringBuilder json, long hundredths) {
        if (hundredths < 0) {
            json.append('-');
        }
        long size = Math.abs(hundredths);
        json.append(size / 100).append('.').append((char) ('0' + size / 10 % 10));
        if (size % 10 != 0) {
            json.append((char) ('0' + size % 10));
        }
    }
}
