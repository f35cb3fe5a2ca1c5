package dev.livechatmetrics.cli.audit;

/**
 * A point that is not as it must be.
 *
 * @param department null for all
 * @param place the day, and where it is one, the hour
 * @param expected what the events make of it; {@code got} what the API at {@code url} says
 */
public record Difference(String url, String chart, String department, String place, String expected, String got) {
    @Override
    public String toString() {
        return "difference: " + chart + ", " + (department == null ? "all departments" : "department " + department)
                + ", " + place + ": expected " + expected + ", got " + got + " from " + url;
    }
}
