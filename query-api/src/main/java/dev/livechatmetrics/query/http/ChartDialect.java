package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.ChartsCompatibility;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.topology.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How charts-data takes questions and refuses them.
 *
 * @param notLoggedIn what is answered to whoever is nobody
 */
record ChartDialect(Reading reading, ErrorBody notLoggedIn) {
    private static final ChartDialect EXACT = new ChartDialect(ChartParameters::question, ErrorBody.NOT_LOGGED_IN);

    private static final ChartDialect ROCKETCHAT =
            new ChartDialect(RocketChatParameters::read, ErrorBody.NOT_LOGGED_IN_ROCKETCHAT);

    /** Reads the part of the address after the question mark. */
    @FunctionalInterface
    interface Reading {
        /** {@code query}: as it was sent, or null where there is none. */
        Asked read(String query) throws QueryParameters.Invalid;
    }

    /** What a query asks for. */
    sealed interface Asked {
        /**
         * A chart.
         *
         * @param department the only one that is named; empty where none is
         */
        record Question(ChartName chart, LocalDate start, LocalDate end, Optional<String> department) implements Asked {
            List<String> departments() {
                return department.stream().toList();
            }

            /** The question, of whose conversations. */
            ChartQuestion of(Scope scope) {
                return new ChartQuestion(chart, start, end, scope);
            }
        }

        /** A chart of this name, known or not, that has no points whatever the stores have. */
        record Nothing(String chartName) implements Asked {}
    }

    static ChartDialect of(ChartsCompatibility compatibility) {
        return switch (compatibility) {
            case EXACT -> EXACT;
            case ROCKETCHAT -> ROCKETCHAT;
        };
    }
}
