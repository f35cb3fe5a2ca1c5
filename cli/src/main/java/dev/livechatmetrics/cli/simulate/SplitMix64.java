package dev.livechatmetrics.cli.simulate;

/**
 * Sebastiano Vigna's SplitMix64, written out: the golden traffic must not change with the Java version, and the JDK
 * specifies neither the algorithm of SplittableRandom nor that of nextGaussian and of bounded numbers, which it has
 * changed before (JEP 356). Everything here is 64-bit integer arithmetic, IEEE 754 basic operations, which are exact
 * since Java 17 (JEP 306), and StrictMath, whose algorithms are specified (fdlibm). Not for use by several threads.
 */
final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /** Meteor's, which leaves out what is easily mistaken. */
    private static final String ID_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz";

    private static final int ID_LENGTH = 17;

    private long state;

    SplitMix64(long seed) {
        this.state = seed;
    }

    /** One number out of several, each of which changes it wholly: the seed of an independent sequence. */
    static long seed(long... parts) {
        long seed = 0;
        for (long part : parts) {
            seed = mix(seed + GOLDEN_GAMMA + mix(part));
        }
        return seed;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** In [0, 1), a multiple of 2⁻⁵³. */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** In [0, bound). */
    int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    boolean chance(double probability) {
        return nextDouble() < probability;
    }

    /** Exponentially distributed with mean 1. */
    double exponential() {
        return -StrictMath.log(1 - nextDouble());
    }

    /** Normally distributed, by the method of Box and Muller. */
    double gaussian() {
        double radius = StrictMath.sqrt(2 * exponential());
        return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }

    /** Log-normally distributed about a median, within bounds, in milliseconds. */
    long logNormalMillis(double medianSeconds, double sigma, double minSeconds, double maxSeconds) {
        double seconds = medianSeconds * StrictMath.exp(sigma * gaussian());
        return (long) (1000 * Math.min(Math.max(seconds, minSeconds), maxSeconds));
    }

    /** Such as Rocket.Chat gives to rooms, users, departments and messages. */
    String id() {
        char[] id = new char[ID_LENGTH];
        for (int i = 0; i < ID_LENGTH; i++) {
            id[i] = ID_ALPHABET.charAt(below(ID_ALPHABET.length()));
        }
        return new String(id);
    }
}
