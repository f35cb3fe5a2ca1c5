package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.listing.ListBody;
import io.javalin.http.Context;
import java.util.SortedMap;

/** Which departments have conversations, and how many. Takes no parameter. */
final class DepartmentsEndpoint extends ListEndpoint<SortedMap<String, Long>> {
    static final String PATH = "/api/v1/metrics/departments";

    private final Answers answers;

    DepartmentsEndpoint(Access access, Answers answers) {
        super(access);
        this.answers = answers;
    }

    @Override
    Asked<SortedMap<String, Long>> asked(Context context) throws ChartParameters.Invalid {
        if (!QueryString.parameters(context.queryString()).isEmpty()) {
            throw new ChartParameters.Invalid("must NOT have additional properties");
        }
        return answers::departments;
    }

    @Override
    byte[] body(SortedMap<String, Long> departments) {
        return ListBody.ofDepartments(departments);
    }
}
