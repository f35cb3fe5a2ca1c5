package dev.livechatmetrics.query.series;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Series as they are answered: as JSON, or as CSV with a row for each point. */
public final class SeriesBody {
    /** With the seconds also where they are 0. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private static final String CSV_HEADER = "metric,unit,departmentId,start,end,value,conversations\r\n";
    private static final int USUAL_BYTES_OF_A_POINT = 120;

    private final SeriesQuestion question;
    private final ZoneId zone;
    private final List<String> departments;
    private final List<String> times;
    private final SeriesValues values;

    /**
     * @param departments of each series; null of a sum
     * @param boundaries of the points, one more than points of each series
     */
    SeriesBody(
            SeriesQuestion question,
            ZoneId zone,
            List<String> departments,
            List<Long> boundaries,
            SeriesValues values) {
        this.question = question;
        this.zone = zone;
        this.departments = departments;
        this.times = times(boundaries, zone);
        this.values = values;
    }

    private static List<String> times(List<Long> boundaries, ZoneId zone) {
        List<String> times = new ArrayList<>(boundaries.size());
        for (long millis : boundaries) {
            ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(zone);
            // RFC 3339 has no offsets with seconds, which zones had before they kept whole minutes.
            boolean wholeMinutes = time.getOffset().getTotalSeconds() % 60 == 0;
            times.add(TIME.format(wholeMinutes ? time : time.withZoneSameInstant(ZoneOffset.UTC)));
        }
        return times;
    }

    private int points() {
        return times.size() - 1;
    }

    /** {@code {"metric":…,"unit":…,"granularity":…,"timezone":…,"from":…,"to":…,"series":[…],"success":true}}. */
    public byte[] toJson() {
        StringBuilder json = new StringBuilder(300 + USUAL_BYTES_OF_A_POINT * values.values().length);
        json.append("{\"metric\":\"").append(question.metric().name());
        json.append("\",\"unit\":\"").append(question.metric().unit());
        json.append("\",\"granularity\":\"").append(question.granularity().text());
        json.append("\",\"timezone\":").append(quoted(zone.getId()));
        json.append(",\"from\":\"").append(question.from());
        json.append("\",\"to\":\"").append(question.to());
        json.append("\",\"series\":[");
        for (int series = 0; series < departments.size(); series++) {
            String department = departments.get(series);
            json.append(series == 0 ? "" : ",").append("{\"departmentId\":");
            json.append(department == null ? "null" : quoted(department)).append(",\"points\":[");
            for (int point = 0; point < points(); point++) {
                int at = series * points() + point;
                json.append(point == 0 ? "" : ",").append("{\"start\":\"").append(times.get(point));
                json.append("\",\"end\":\"").append(times.get(point + 1));
                json.append("\",\"value\":").append(Double.isNaN(values.values()[at]) ? "null" : number(at));
                json.append(",\"conversations\":")
                        .append(values.conversations()[at])
                        .append('}');
            }
            json.append("]}");
        }
        return json.append("],\"success\":true}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** RFC 4180, with the names of the columns first; nothing stands for no value, and for no single department. */
    public byte[] toCsv() {
        StringBuilder csv = new StringBuilder(100 + USUAL_BYTES_OF_A_POINT * values.values().length).append(CSV_HEADER);
        for (int series = 0; series < departments.size(); series++) {
            String department = departments.get(series);
            String of = question.metric().name()
                    + ','
                    + question.metric().unit()
                    + ','
                    + (department == null ? "" : field(department))
                    + ',';
            for (int point = 0; point < points(); point++) {
                int at = series * points() + point;
                csv.append(of).append(times.get(point)).append(',').append(times.get(point + 1));
                csv.append(',').append(Double.isNaN(values.values()[at]) ? "" : number(at));
                csv.append(',').append(values.conversations()[at]).append("\r\n");
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Without exponent, and whole numbers without a fraction. */
    private String number(int at) {
        double number = values.values()[at];
        long whole = (long) number;
        return whole == number
                ? Long.toString(whole)
                : BigDecimal.valueOf(number).toPlainString();
    }
}
