package dev.livechatmetrics.streams.topology;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * Whose conversations are asked for: those of all departments, or of some, added up or each department by itself.
 *
 * @param departments null for all, a conversation without a department included; an empty list is nobody's
 * @param each whether every department has points of its own, which then follow one another in this order
 */
public record Scope(List<String> departments, boolean each) {
    /** All conversations, added up. */
    public static final Scope ALL = new Scope(null, false);

    private static final List<String> ALL_AS_ONE = Collections.singletonList(null);

    public Scope {
        if (departments != null && new HashSet<>(departments).size() != departments.size()) {
            throw new IllegalArgumentException("a department is named twice in " + departments);
        }
        if (departments == null && each) {
            throw new IllegalArgumentException("each department needs to be named");
        }
        departments = departments == null ? null : List.copyOf(departments);
    }

    /** One department; of all where null. */
    public static Scope of(String department) {
        return department == null ? ALL : new Scope(List.of(department), false);
    }

    /** Some departments, added up. */
    public static Scope sumOf(Collection<String> departments) {
        return new Scope(List.copyOf(departments), false);
    }

    /** Some departments, each by itself. */
    public static Scope eachOf(Collection<String> departments) {
        return new Scope(List.copyOf(departments), true);
    }

    /** How many rows of points there are. */
    public int rows() {
        return each ? departments.size() : 1;
    }

    /** Whether it is one department's or all, as charts ask. */
    public boolean isPlain() {
        return departments == null || departments.size() == 1;
    }

    /** The departments as stores keep them: null for the buckets of all. */
    List<String> stored() {
        return departments == null ? ALL_AS_ONE : departments;
    }

    /** The row of points to which a department of {@link #stored} belongs. */
    int row(int department) {
        return each ? department : 0;
    }
}
