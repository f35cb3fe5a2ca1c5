package dev.livechatmetrics.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A prepared query over one connection that answers the days of a chart as sum and count. */
final class ChartDatabase {
    private final PreparedStatement query;
    private final Question question;

    /** @param sql answers day, sum in milliseconds and count; takes two numbers, as {@code from} and {@code to} */
    ChartDatabase(Connection connection, String sql, Question question, long from, long to) throws SQLException {
        this.query = connection.prepareStatement(sql);
        this.question = question;
        query.setLong(1, from);
        query.setLong(2, to);
    }

    /** The points of the chart, as the contract has them: seconds, rounded to two decimals. */
    double[] points() throws SQLException {
        double[] points = new double[question.days()];
        long firstDay = question.start().toEpochDay();
        try (ResultSet days = query.executeQuery()) {
            while (days.next()) {
                double seconds = days.getLong(2) / (days.getLong(3) * 1_000.0);
                points[(int) (days.getLong(1) - firstDay)] = Math.round(seconds * 100) / 100.0;
            }
        }
        return points;
    }

    Load ask(int seconds) throws SQLException {
        return Load.measured(seconds, this::points);
    }
}
