package dev.livechatmetrics.schemas.chart;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The answer of the charts' endpoint: a label and a value for each point, in seconds rounded to two decimals or a count.
 */
public final class ChartBody {
    private static final long EXACT_HUNDREDTHS = 1_000_000_000_000_000L;
    private static final int USUAL_BYTES = 80;
    private static final int USUAL_BYTES_OF_A_POINT = 20;
    private static final int LONGEST_LONG = 20;

    private final ChartName chart;
    private final List<String> labels;
    private final double[] points;

    /** {@code labels}: of characters that JSON takes as they are, and as many as there are points. */
    public ChartBody(ChartName chart, List<String> labels, double... points) {
        this.chart = chart;
        this.labels = List.copyOf(labels);
        this.points = points.clone();
        if (labels.size() != points.length) {
            throw new IllegalArgumentException(labels.size() + " labels for " + points.length + " points");
        }
    }

    /** That of a chart of any name that has no points: a name that was sent, so that anything may be in it. */
    public static String withoutPoints(String chartName) {
        return "{\"chartLabel\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(chartName))
                + "\",\"dataLabels\":[],\"dataPoints\":[],\"success\":true}";
    }

    /** {@code {"chartLabel":…,"dataLabels":[…],"dataPoints":[…],"success":true}}, these keys in this order. */
    public String toJson() {
        return new String(toBytes(), StandardCharsets.US_ASCII);
    }

    /** The same as it is sent. */
    public byte[] toBytes() {
        Text json = new Text(USUAL_BYTES + USUAL_BYTES_OF_A_POINT * points.length);
        json.append("{\"chartLabel\":\"").append(chart.name()).append("\",\"dataLabels\":[");
        for (int i = 0; i < points.length; i++) {
            // Labels are digits, slashes, dashes and capitals: nothing to escape.
            json.append(i == 0 ? "\"" : ",\"").append(labels.get(i)).append("\"");
        }
        json.append("],\"dataPoints\":[");
        for (int i = 0; i < points.length; i++) {
            if (i > 0) {
                json.append(",");
            }
            appendPlainly(json, points[i]);
        }
        return json.append("],\"success\":true}").toBytes();
    }

    /** Without exponent, and whole numbers without a fraction. */
    private static void appendPlainly(Text json, double number) {
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
    private static void appendHundredths(Text json, long hundredths) {
        if (hundredths < 0) {
            json.append("-");
        }
        long size = Math.abs(hundredths);
        json.append(size / 100).append(".").append(size / 10 % 10);
        if (size % 10 != 0) {
            json.append(size % 10);
        }
    }

    /** Characters of ASCII: as bytes at once, since a chart of a year is otherwise copied three times. */
    private static final class Text {
        private byte[] bytes;
        private int length;

        private Text(int usualBytes) {
            bytes = new byte[usualBytes];
        }

        private Text append(String ascii) {
            int more = ascii.length();
            ensure(more);
            byte[] into = bytes;
            int at = length;
            for (int i = 0; i < more; i++) {
                into[at + i] = (byte) ascii.charAt(i);
            }
            length = at + more;
            return this;
        }

        private Text append(long number) {
            if (number < 0) {
                return append(Long.toString(number));
            }
            ensure(LONGEST_LONG);
            int end = length + digits(number);
            int at = end;
            long rest = number;
            do {
                bytes[--at] = (byte) ('0' + rest % 10);
                rest /= 10;
            } while (rest > 0);
            length = end;
            return this;
        }

        private static int digits(long number) {
            int digits = 1;
            for (long least = 10; least <= number && digits < LONGEST_LONG - 1; least *= 10) {
                digits++;
            }
            return digits;
        }

        private void ensure(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
            }
        }

        private byte[] toBytes() {
            return Arrays.copyOf(bytes, length);
        }
    }
}
