package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.topology.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whether any partition, here or at another instance, has read on: asks for the smallest of charts, whose answer says how
 * far each is read. A hash of that is the id, so that it is short and the same at every instance.
 */
final class InputLiveSource implements LiveSource {
    private static final int ID_BYTES = 12;

    private final Answers answers;
    private final Clock clock;

    InputLiveSource(Answers answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public LiveUpdate look() {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        // Two days: read from the rows of days, of which there are fewer than of quarter hours.
        ChartQuestion question = new ChartQuestion(ChartName.Total_conversations, day, day.plusDays(1), Scope.ALL);
        Charts.Result result = answers.answer(question, InputPositions.NONE);
        if (result instanceof Charts.Result.Chart chart) {
            return LiveUpdate.changed(id(chart.positions()), clock.instant());
        }
        if (result instanceof Charts.Result.Unavailable unavailable) {
            return LiveUpdate.unavailable(unavailable.reason());
        }
        throw new IllegalStateException("no position was asked for, and it was refused: " + result);
    }

    private static String id(InputPositions positions) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(positions.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, ID_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
