package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.Spread;
import java.io.PrintStream;
import java.util.Locale;

/** Prints figures with the ends of their rounds, and marks beside ratios. */
final class Figures {
    private final PrintStream out;

    Figures(PrintStream out) {
        this.out = out;
    }

    void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    void heading(String what) {
        line("");
        line("%-66s %10s %10s %10s  %s", what, "median", "min", "max", "reach");
    }

    void whole(String what, Spread spread) {
        line("%-66s %,10.0f %,10.0f %,10.0f", what, spread.median(), spread.min(), spread.max());
    }

    void ratio(String what, Spread spread, String reach) {
        line("%-66s %10.2f %10.2f %10.2f  %s", what, spread.median(), spread.min(), spread.max(), reach);
    }
}
