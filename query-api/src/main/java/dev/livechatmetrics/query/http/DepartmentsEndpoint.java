package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.AllowedDepartments;
import dev.livechatmetrics.query.listing.ListBody;
import dev.livechatmetrics.query.listing.Listed;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which departments have conversations, and how many. Takes no parameter. */
final class DepartmentsEndpoint extends ListEndpoint<SortedMap<String, Long>> {
    static final String PATH = "/api/v1/metrics/departments";

    private final Answers answers;

    DepartmentsEndpoint(Answers answers) {
        this.answers = answers;
    }

    @Override
    Optional<Asked<SortedMap<String, Long>>> asked(Context context, Permit permit) throws QueryParameters.Invalid {
        QueryParameters.read(context.queryString(), List.of(), Set.of(), Set.of());
        return Optional.of(atLeast -> of(permit.departments(), answers.departments(atLeast)));
    }

    /** Those of them of which may be heard. */
    private static Listed<SortedMap<String, Long>> of(
            AllowedDepartments allowed, Listed<SortedMap<String, Long>> listed) {
        if (!(listed instanceof Listed.Whole<SortedMap<String, Long>> whole)) {
            return listed;
        }
        SortedMap<String, Long> departments = new TreeMap<>(whole.value());
        departments.keySet().removeIf(department -> !allowed.has(department));
        return new Listed.Whole<>(departments, whole.positions(), whole.staleMillis());
    }

    @Override
    byte[] body(SortedMap<String, Long> departments) {
        return ListBody.ofDepartments(departments);
    }
}
