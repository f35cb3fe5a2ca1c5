package dev.livechatmetrics.benchmarks.query;

import dev.livechatmetrics.benchmarks.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Several subjects measured one right after the other, again and again, so that ratios are those of the same minute. */
final class Rounds {
    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private final Map<String, List<Load>> loads = new LinkedHashMap<>();

    /** Something that is asked again and again for some seconds. */
    @FunctionalInterface
    interface Subject {
        Load ask(int seconds) throws Exception;
    }

    Rounds add(String name, Subject subject) {
        subjects.put(name, subject);
        loads.put(name, new ArrayList<>());
        return this;
    }

    void run(int warmUpSeconds, int rounds, int seconds) throws Exception {
        for (Subject subject : subjects.values()) {
            subject.ask(warmUpSeconds);
        }
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, Subject> subject : subjects.entrySet()) {
                loads.get(subject.getKey()).add(subject.getValue().ask(seconds));
            }
            System.err.printf("round %d of %d%n", round, rounds);
        }
    }

    Spread spread(String name, ToDoubleFunction<Load> figure) {
        return Spread.of(loads.get(name), figure);
    }

    /** Of one subject's figure and another's of the same round. */
    Spread ratio(String name, String against, ToDoubleFunction<Load> figure) {
        List<Double> ratios = IntStream.range(0, loads.get(name).size())
                .mapToObj(round -> figure.applyAsDouble(loads.get(name).get(round))
                        / figure.applyAsDouble(loads.get(against).get(round)))
                .toList();
        return Spread.of(ratios, Double::doubleValue);
    }
}
