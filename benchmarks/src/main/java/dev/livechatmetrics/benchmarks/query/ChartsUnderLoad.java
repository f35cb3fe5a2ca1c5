package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.process.ChildException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Charts at 32 connections beside a constant of the same size from the same server, and beside a small history's. */
final class ChartsUnderLoad {
    private static final int CONNECTIONS = 32;
    private static final String MONTH = "31 days, all departments";
    private static final String MONTH_OF_ONE = "31 days, each of 100 departments in turn";
    private static final String YEAR = "366 days, all departments";
    private static final String OTHER_ZONE = "31 days in another zone, all departments";
    private static final String OTHER_ZONE_OF_ONE = "31 days in another zone, each of 100 departments";
    private static final String SMALL = "31 days of the small history";
    private static final String CONSTANT = "constant as long as 31 days";
    private static final String LONG_CONSTANT = "constant as long as 366 days";

    private final Setting setting;

    ChartsUnderLoad(Setting setting) {
        this.setting = setting;
    }

    void measure(Service large, Service small) throws Exception {
        checkOtherZone(large);
        constant(large, ServiceProcess.CONSTANT_MONTH, Question.month(null));
        constant(large, ServiceProcess.CONSTANT_YEAR, Question.year());
        List<String> departments = IntStream.range(0, History.DEPARTMENTS)
                .mapToObj(History::department)
                .toList();
        Rounds rounds = new Rounds()
                .add(CONSTANT, seconds -> load(large, seconds, List.of(ServiceProcess.CONSTANT_MONTH)))
                .add(MONTH, seconds -> load(large, seconds, List.of(chart(Question.month(null)))))
                .add(
                        MONTH_OF_ONE,
                        seconds -> load(
                                large,
                                seconds,
                                departments.stream()
                                        .map(department -> chart(Question.month(department)))
                                        .toList()))
                .add(SMALL, seconds -> load(small, seconds, List.of(chart(Question.month(null)))))
                .add(LONG_CONSTANT, seconds -> load(large, seconds, List.of(ServiceProcess.CONSTANT_YEAR)))
                .add(YEAR, seconds -> load(large, seconds, List.of(chart(Question.year()))))
                .add(
                        OTHER_ZONE,
                        seconds -> load(
                                large, seconds, List.of(Question.month(null).path(ServiceProcess.OTHER_ZONE))))
                .add(
                        OTHER_ZONE_OF_ONE,
                        seconds -> load(
                                large,
                                seconds,
                                departments.stream()
                                        .map(department ->
                                                Question.month(department).path(ServiceProcess.OTHER_ZONE))
                                        .toList()));
        // The large one's JVM gets all the other warm-ups as well.
        load(small, 4 * setting.warmUpSeconds(), List.of(chart(Question.month(null))));
        rounds.run(setting.warmUpSeconds(), setting.rounds(), setting.seconds());
        report(rounds);
    }

    /** One more pass, of which what the service's JVM does is written to the file when it ends. */
    void record(Service service, Path file) throws Exception {
        service.order("record " + file);
        load(service, setting.seconds(), List.of(chart(Question.month(null))));
    }

    private void report(Rounds rounds) {
        Figures figures = setting.figures();
        figures.heading("requests/s at " + CONNECTIONS + " connections, " + setting.rounds() + " rounds");
        for (String name :
                List.of(CONSTANT, MONTH, MONTH_OF_ONE, SMALL, LONG_CONSTANT, YEAR, OTHER_ZONE, OTHER_ZONE_OF_ONE)) {
            figures.whole(name, rounds.spread(name, Load::requestsASecond));
        }
        figures.heading("p99, µs");
        for (String name : List.of(CONSTANT, MONTH, MONTH_OF_ONE, LONG_CONSTANT, YEAR, OTHER_ZONE)) {
            figures.whole(name, rounds.spread(name, Load::p99Micros));
        }
        figures.heading("requests/s to the constant's of the same round");
        figures.ratio(MONTH, rounds.ratio(MONTH, CONSTANT, Load::requestsASecond), ">= 0.8");
        figures.ratio(MONTH_OF_ONE, rounds.ratio(MONTH_OF_ONE, CONSTANT, Load::requestsASecond), ">= 0.8");
        figures.ratio(YEAR, rounds.ratio(YEAR, LONG_CONSTANT, Load::requestsASecond), ">= 0.4");
        figures.ratio(YEAR + ", to the short constant", rounds.ratio(YEAR, CONSTANT, Load::requestsASecond), ">= 0.4");
        figures.ratio(OTHER_ZONE, rounds.ratio(OTHER_ZONE, CONSTANT, Load::requestsASecond), ">= 0.1");
        figures.ratio(OTHER_ZONE_OF_ONE, rounds.ratio(OTHER_ZONE_OF_ONE, CONSTANT, Load::requestsASecond), ">= 0.1");
        figures.heading("p99 to the constant's of the same round");
        figures.ratio(MONTH, rounds.ratio(MONTH, CONSTANT, Load::p99Micros), "<= 1.5");
        figures.ratio(MONTH_OF_ONE, rounds.ratio(MONTH_OF_ONE, CONSTANT, Load::p99Micros), "<= 1.5");
        figures.heading("time of a request, large history to small, of the same round");
        figures.ratio(MONTH, rounds.ratio(SMALL, MONTH, Load::requestsASecond), "<= 1.2");
    }

    /** The two zones' days differ, and the totals of a year do not: all of its conversations lie within both years. */
    private static void checkOtherZone(Service service) throws IOException, InterruptedException, ChildException {
        Question month = Question.month(null);
        String own = service.caller().get(chart(month));
        String other = service.caller().get(month.path(ServiceProcess.OTHER_ZONE));
        if (own.equals(other)) {
            throw new IOException("Another zone's days are the reporting zone's: " + own);
        }
    }

    private static void constant(Service service, String path, Question question)
            throws IOException, InterruptedException, ChildException {
        service.order("constant " + path + " " + service.caller().get(chart(question)));
    }

    private Load load(Service service, int seconds, List<String> paths) throws IOException, InterruptedException {
        return setting.wrk().run(service.caller(), CONNECTIONS, seconds, paths);
    }

    private static String chart(Question question) {
        return question.path(ServiceProcess.CHARTS);
    }
}
