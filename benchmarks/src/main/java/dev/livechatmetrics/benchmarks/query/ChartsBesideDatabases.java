package dev.livechatmetrics.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.benchmarks.process.ChildException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** One connection that asks for a chart of 31 days: ours over HTTP, and databases with a row for each conversation. */
final class ChartsBesideDatabases {
    private static final String OURS = "this product, HTTP included";
    private static final String IN_PROCESS = "this product in process, from question to body";
    private static final String DUCKDB = "DuckDB in process, scan";
    private static final String POSTGRES = "PostgreSQL, scan by an index";
    private static final String ROLLUP = "PostgreSQL, rollup table kept by hand";

    private static final String SERVED_ROLLUP = "the same, behind the same HTTP server as ours";
    private static final String CONSTANT = "a constant as long, from the same HTTP server";

    private final Setting setting;
    private final Question month = Question.month(null);

    ChartsBesideDatabases(Setting setting) {
        this.setting = setting;
    }

    void measure(Service large) throws Exception {
        double[] expected = ours(large);
        Optional<Path> programs = PostgresServer.installed();
        if (programs.isEmpty()) {
            setting.figures().line("PostgreSQL is not installed here (apt-get install postgresql): left out.");
        }
        try (Connection duckDb = ConversationTables.duckDb(history());
                PostgresServer server = programs.isPresent() ? PostgresServer.start(programs.get()) : null;
                Connection postgres =
                        server == null ? null : ConversationTables.postgres(server.url(), this::history)) {
            Rounds rounds = new Rounds()
                    .add(
                            OURS,
                            seconds -> setting.wrk()
                                    .run(large.caller(), 1, seconds, List.of(month.path(ServiceProcess.CHARTS))));
            rounds.add(IN_PROCESS, seconds -> inProcess(large, seconds));
            add(rounds, DUCKDB, ConversationTables.scan(duckDb, "//", month), expected);
            if (postgres != null) {
                add(rounds, POSTGRES, ConversationTables.scan(postgres, "/", month), expected);
                add(rounds, ROLLUP, ConversationTables.rollup(postgres, month), expected);
            }
            if (postgres != null) {
                large.order("rollup " + server.url());
                checkSame(large);
                rounds.add(
                        SERVED_ROLLUP,
                        seconds -> setting.wrk().run(large.caller(), 1, seconds, List.of(ServiceProcess.ROLLUP)));
            }
            large.order("constant " + ServiceProcess.CONSTANT_MONTH + " "
                    + large.caller().get(month.path(ServiceProcess.CHARTS)));
            rounds.add(
                    CONSTANT,
                    seconds -> setting.wrk().run(large.caller(), 1, seconds, List.of(ServiceProcess.CONSTANT_MONTH)));
            rounds.run(setting.warmUpSeconds(), setting.rounds(), setting.seconds());
            report(rounds, postgres != null);
        }
    }

    private void report(Rounds rounds, boolean withPostgres) {
        Figures figures = setting.figures();
        figures.heading("31 days, one connection, p50 µs, " + setting.rounds() + " rounds");
        figures.whole(OURS, rounds.spread(OURS, Load::p50Micros));
        figures.whole(IN_PROCESS, rounds.spread(IN_PROCESS, Load::p50Micros));
        figures.whole(DUCKDB, rounds.spread(DUCKDB, Load::p50Micros));
        if (withPostgres) {
            figures.whole(POSTGRES, rounds.spread(POSTGRES, Load::p50Micros));
            figures.whole(ROLLUP, rounds.spread(ROLLUP, Load::p50Micros));
            figures.whole(SERVED_ROLLUP, rounds.spread(SERVED_ROLLUP, Load::p50Micros));
        }
        figures.whole(CONSTANT, rounds.spread(CONSTANT, Load::p50Micros));
        figures.heading("its p50 to ours of the same round");
        figures.ratio(DUCKDB, rounds.ratio(DUCKDB, OURS, Load::p50Micros), ">= 40");
        if (withPostgres) {
            figures.ratio(POSTGRES, rounds.ratio(POSTGRES, OURS, Load::p50Micros), ">= 100");
            figures.ratio(ROLLUP, rounds.ratio(ROLLUP, OURS, Load::p50Micros), ">= 1");
            figures.ratio(SERVED_ROLLUP, rounds.ratio(SERVED_ROLLUP, OURS, Load::p50Micros), ">= 1");
        }
        figures.heading("its p50 to ours in process, without HTTP as it is, of the same round");
        figures.ratio(DUCKDB, rounds.ratio(DUCKDB, IN_PROCESS, Load::p50Micros), ">= 40");
        if (withPostgres) {
            figures.ratio(POSTGRES, rounds.ratio(POSTGRES, IN_PROCESS, Load::p50Micros), ">= 100");
            figures.ratio(ROLLUP, rounds.ratio(ROLLUP, IN_PROCESS, Load::p50Micros), ">= 1");
        }
    }

    private static Load inProcess(Service service, int seconds) throws ChildException, InterruptedException {
        double[] load = Arrays.stream(service.order("ask " + seconds).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Load(load[0], load[1], load[2]);
    }

    private void checkSame(Service service) throws IOException, InterruptedException {
        String ours = service.caller().get(month.path(ServiceProcess.CHARTS));
        String theirs = service.caller().get(ServiceProcess.ROLLUP);
        if (!ours.equals(theirs)) {
            throw new IOException("The rollup answers " + theirs + ", we " + ours);
        }
    }

    private History history() {
        return new History("conversation", setting.seed(), setting.conversations());
    }

    private static void add(Rounds rounds, String name, ChartDatabase database, double[] expected) throws Exception {
        double[] points = database.points();
        if (!Arrays.equals(points, expected)) {
            throw new IOException(name + " answers " + Arrays.toString(points) + ", we " + Arrays.toString(expected));
        }
        rounds.add(name, database::ask);
    }

    private double[] ours(Service service) throws IOException, InterruptedException {
        JsonNode points = new ObjectMapper()
                .readTree(service.caller().get(month.path(ServiceProcess.CHARTS)))
                .path("dataPoints");
        return StreamSupport.stream(points.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }
}
