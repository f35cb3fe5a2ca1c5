package dev.livechatmetrics.query.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The departments of whose conversations a user may hear: all, or some. The empty text stands for the conversations that
 * have no department. Whoever is limited is told the same of another's department and of one that does not exist.
 */
public final class AllowedDepartments {
    public static final AllowedDepartments ALL = new AllowedDepartments(Optional.empty());

    private final Optional<Set<String>> some;

    private AllowedDepartments(Optional<Set<String>> some) {
        this.some = some;
    }

    /** These alone: none where there are none. */
    public static AllowedDepartments of(Collection<String> departments) {
        return new AllowedDepartments(Optional.of(Set.copyOf(departments)));
    }

    /** What a question covers that names no department: those of the user, in order; empty where he may hear of all. */
    public Optional<SortedSet<String>> limits() {
        return some.map(TreeSet::new);
    }

    /** Whether the user may hear of that department. */
    public boolean has(String department) {
        return some.map(departments -> departments.contains(department)).orElse(true);
    }

    /** Whether the user may hear of each of them. */
    public boolean hasAll(Collection<String> departments) {
        return departments.stream().allMatch(this::has);
    }

    /** What either allows. */
    AllowedDepartments or(AllowedDepartments other) {
        if (some.isEmpty() || other.some.isEmpty()) {
            return ALL;
        }
        Set<String> both = new HashSet<>(some.get());
        both.addAll(other.some.get());
        return of(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AllowedDepartments same && some.equals(same.some);
    }

    @Override
    public int hashCode() {
        return some.hashCode();
    }

    @Override
    public String toString() {
        return limits().map(departments -> "departments " + departments).orElse("all departments");
    }
}
