package dev.livechatmetrics.schemas.chart;

import java.math.BigDecimal;
import java.util.List;

/**
 * The answer of the charts' endpoint: a label and a value for each point, in seconds rounded to two decimals or a count.
 */
public record ChartBody(ChartName chart, List<String> labels, List<Double> points) {
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
        if (whole == number) {
            json.append(whole);
        } else {
            json.append(BigDecimal.valueOf(number).toPlainString());
        }
    }
}
