package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.schemas.chart.ChartName;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rocket.Chat's charts-data: who asks, what is asked, and the chart or the error that comes of it. */
final class ChartsDataEndpoint implements Handler {
    /** The second path is the documentation's spelling. */
    static final List<String> PATHS = List.of(
            "/api/v1/livechat/analytics/dashboards/charts-data",
            "/api/v1/livechat/livechat/analytics/dashboards/charts-data");

    private static final String CHART_NAME = "chartName";
    private static final String START = "start";
    private static final String END = "end";
    private static final String DEPARTMENT_ID = "departmentId";
    private static final List<String> REQUIRED = List.of(CHART_NAME, START, END);
    private static final Set<String> KNOWN = Set.of(CHART_NAME, START, END, DEPARTMENT_ID);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Access access;
    private final Answers answers;

    ChartsDataEndpoint(Access access, Answers answers) {
        this.access = access;
        this.answers = answers;
    }

    /** What is wrong with a question; a value to the caller, so without a stack trace. */
    private static final class InvalidParameter extends Exception {
        InvalidParameter(String error) {
            super(error, null, false, false);
        }
    }

    @Override
    public void handle(Context context) {
        context.header("Cache-Control", "no-store");
        switch (access.decide(context.header("X-User-Id"), context.header("X-Auth-Token"))) {
            case NOT_LOGGED_IN -> ErrorBody.NOT_LOGGED_IN.send(context);
            case NO_PERMISSION -> ErrorBody.NO_PERMISSION.send(context);
            case ALLOWED -> answer(context);
        }
    }

    private void answer(Context context) {
        ChartQuestion question;
        try {
            question = question(context.queryParamMap());
        } catch (InvalidParameter invalid) {
            ErrorBody.invalidParameter(invalid.getMessage()).send(context);
            return;
        }
        Charts.Result result = answers.answer(question);
        if (result instanceof Charts.Result.Chart chart) {
            context.contentType("application/json").result(chart.body().toJson());
        } else if (result instanceof Charts.Result.Unavailable unavailable) {
            context.header("Retry-After", RETRY_AFTER_SECONDS);
            ErrorBody.storesUnavailable(unavailable.reason()).send(context);
        }
    }

    private static ChartQuestion question(Map<String, List<String>> parameters) throws InvalidParameter {
        for (String name : REQUIRED) {
            if (!parameters.containsKey(name)) {
                throw new InvalidParameter("must have required property '" + name + "'");
            }
        }
        if (!KNOWN.containsAll(parameters.keySet())) {
            throw new InvalidParameter("must NOT have additional properties");
        }
        for (List<String> values : parameters.values()) {
            if (values.size() > 1) {
                throw new InvalidParameter("must be string");
            }
        }
        ChartName chart = chart(parameters.get(CHART_NAME).get(0));
        LocalDate start = date(START, parameters.get(START).get(0));
        LocalDate end = date(END, parameters.get(END).get(0));
        if (start.isAfter(end)) {
            throw new InvalidParameter("start takes a date up to end, but " + start + " is after " + end + ".");
        }
        long points = ChronoUnit.DAYS.between(start, end) + 1;
        if (points > ChartQuestion.MAX_POINTS) {
            throw new InvalidParameter("start takes a date at most " + ChartQuestion.MAX_POINTS
                    + " days up to end, both included, but from " + start + " to " + end + " are " + points + ".");
        }
        List<String> departments = parameters.getOrDefault(DEPARTMENT_ID, List.of(""));
        String department = departments.get(0).isEmpty() ? null : departments.get(0);
        return new ChartQuestion(chart, start, end, department);
    }

    private static ChartName chart(String name) throws InvalidParameter {
        ChartName chart = ChartName.of(name);
        if (chart == null) {
            throw new InvalidParameter("chartName takes one of "
                    + Arrays.stream(ChartName.values()).map(ChartName::name).collect(Collectors.joining(", "))
                    + ", but got '" + shortened(name) + "'.");
        }
        return chart;
    }

    private static LocalDate date(String parameter, String text) throws InvalidParameter {
        try {
            if (text.length() == "2025-10-01".length()) {
                return LocalDate.parse(text, DATE);
            }
        } catch (DateTimeParseException notADate) {
            // Refused below, with what it takes.
        }
        throw new InvalidParameter(
                parameter + " takes a date as YYYY-MM-DD, such as 2025-10-01, but got '" + shortened(text) + "'.");
    }

    private static String shortened(String value) {
        return value.length() <= 64 ? value : value.substring(0, 64) + "…";
    }
}
