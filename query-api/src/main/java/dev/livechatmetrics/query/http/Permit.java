package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.AllowedDepartments;
import dev.livechatmetrics.query.access.AuditLog;
import dev.livechatmetrics.streams.topology.Scope;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/** What whoever asks may hear of. Handed out by the {@link Gate} alone, so that no route can answer without. */
final class Permit {
    private final Gate gate;
    private final Context context;
    private final String userId;
    private final AllowedDepartments departments;
    private final Supplier<Optional<AllowedDepartments>> now;

    /** {@code now}: what he may hear of at a later time; empty once he may not ask any more. */
    Permit(
            Gate gate,
            Context context,
            String userId,
            AllowedDepartments departments,
            Supplier<Optional<AllowedDepartments>> now) {
        this.gate = gate;
        this.context = context;
        this.userId = userId;
        this.departments = departments;
        this.now = now;
    }

    /** Who asks. */
    String userId() {
        return userId;
    }

    /** Refuses what he asks, with a line in the log of refusals. */
    void refuse(ErrorBody error, AuditLog.Reason reason) {
        gate.refuse(context, error, reason);
    }

    /** Of whose conversations he may hear. */
    AllowedDepartments departments() {
        return departments;
    }

    /**
     * The departments that a question covers: those that it names or, where it names none, all that are his. Empty where
     * one is not his, whether it exists or not; the refusal is then the answer.
     */
    Optional<AllowedDepartments> covered(Collection<String> named) {
        if (!departments.hasAll(named)) {
            gate.refuse(context, ErrorBody.NO_PERMISSION, AuditLog.Reason.OTHER_DEPARTMENT);
            return Optional.empty();
        }
        return Optional.of(named.isEmpty() ? departments : AllowedDepartments.of(named));
    }

    /** The same for the stores, added up. */
    Optional<Scope> scope(Collection<String> named) {
        return covered(named).map(covered -> covered.limits().map(Scope::sumOf).orElse(Scope.ALL));
    }

    /** Whether he may still hear of the same: to be asked again as long as an answer goes on. */
    boolean holds() {
        return now.get().filter(departments::equals).isPresent();
    }
}
