package dev.livechatmetrics.benchmarks.traffic;

import java.util.SplittableRandom;

/** Ids as Rocket.Chat makes them: 17 letters and digits, without those that look alike. */
final class Ids {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 17;

    private Ids() {}

    static String next(SplittableRandom random) {
        char[] id = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            id[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return new String(id);
    }
}
