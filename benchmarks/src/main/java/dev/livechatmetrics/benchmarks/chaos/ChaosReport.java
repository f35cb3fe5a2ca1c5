package dev.livechatmetrics.benchmarks.chaos;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints, for each fault, how the clients fared while it lasted. */
final class ChaosReport {
    private static final double SECOND_NANOS = 1e9;

    private final PrintStream out;
    private final List<ChartRead> reads;
    /** The ends of those reads that were answered, in ascending order. */
    private final long[] answeredNanos;

    ChaosReport(PrintStream out, List<ChartRead> reads) {
        this.out = out;
        this.reads = reads.stream()
                .sorted(Comparator.comparingLong(ChartRead::startNanos))
                .toList();
        this.answeredNanos = reads.stream()
                .filter(ChartRead::answered)
                .mapToLong(ChartRead::endNanos)
                .sorted()
                .toArray();
    }

    void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    void print(List<Outbreak> outbreaks) {
        line("");
        line(
                "%-42s %6s %8s %10s %8s %7s %10s %16s",
                "fault", "times", "reads", "first try", "retried", "failed", "answered", "no answer for, s");
        line("%-42s %6s %8s %10s %8s %7s %10s %8s %7s", "", "", "", "", "", "", "", "p50", "max");
        Set<Fault> seen = EnumSet.noneOf(Fault.class);
        outbreaks.forEach(outbreak -> seen.add(outbreak.fault()));
        for (Fault fault : seen) {
            row(
                    fault.what(),
                    outbreaks.stream()
                            .filter(outbreak -> outbreak.fault() == fault)
                            .toList());
        }
        List<Outbreak> kills =
                outbreaks.stream().filter(outbreak -> outbreak.fault().isKill()).toList();
        if (!kills.isEmpty()) {
            row("all kills", kills);
        }
        long failed = reads.stream().filter(read -> !read.answered()).count();
        line(
                "%-42s %6s %8d %10d %8d %7d %9.3f%%",
                "the whole run",
                "",
                reads.size(),
                reads.stream().filter(ChaosReport::atFirst).count(),
                reads.size()
                        - failed
                        - reads.stream().filter(ChaosReport::atFirst).count(),
                failed,
                100.0 * (reads.size() - failed) / Math.max(1, reads.size()));
        line("");
        for (Fault fault : seen) {
            line(
                    "no answer for, s, each time that %s: %s",
                    fault.what(),
                    outbreaks.stream()
                            .filter(outbreak -> outbreak.fault() == fault)
                            .map(outbreak -> String.format(Locale.ROOT, "%.2f", longestGap(outbreak)))
                            .collect(Collectors.joining(" ")));
        }
    }

    private void row(String what, List<Outbreak> outbreaks) {
        List<ChartRead> during = outbreaks.stream()
                .flatMap(outbreak -> during(outbreak).stream())
                .toList();
        long first = during.stream().filter(ChaosReport::atFirst).count();
        long failed = during.stream().filter(read -> !read.answered()).count();
        double[] gaps =
                outbreaks.stream().mapToDouble(this::longestGap).sorted().toArray();
        line(
                "%-42s %6d %8d %10d %8d %7d %9.3f%% %8.2f %7.2f",
                what,
                outbreaks.size(),
                during.size(),
                first,
                during.size() - first - failed,
                failed,
                100.0 * (during.size() - failed) / Math.max(1, during.size()),
                gaps[(gaps.length - 1) / 2],
                gaps[gaps.length - 1]);
    }

    private static boolean atFirst(ChartRead read) {
        return read.answered() && read.tries() == 1;
    }

    private List<ChartRead> during(Outbreak outbreak) {
        return reads.stream()
                .filter(read -> read.startNanos() >= outbreak.startNanos() && read.startNanos() < outbreak.endNanos())
                .toList();
    }

    /** The longest time, in seconds, that lies between two answers, whoever got them, and touches the outbreak. */
    double longestGap(Outbreak outbreak) {
        int at = Arrays.binarySearch(answeredNanos, outbreak.startNanos());
        int next = at >= 0 ? at : -at - 1;
        long lastNanos = next > 0 ? answeredNanos[next - 1] : outbreak.startNanos();
        long longest = 0;
        for (; next < answeredNanos.length && lastNanos < outbreak.endNanos(); next++) {
            longest = Math.max(longest, answeredNanos[next] - lastNanos);
            lastNanos = answeredNanos[next];
        }
        return Math.max(longest, outbreak.endNanos() - lastNanos) / SECOND_NANOS;
    }
}
