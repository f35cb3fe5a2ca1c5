package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.listing.ConversationPage;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.ListBody;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/** The conversations behind a figure: ids, times and figures, nothing of what was said or by whom. */
final class ConversationsEndpoint extends ListEndpoint<ConversationPage> {
    static final String PATH = "/api/v1/metrics/conversations";

    private final Answers answers;

    ConversationsEndpoint(Answers answers) {
        this.answers = answers;
    }

    @Override
    Optional<Asked<ConversationPage>> asked(Context context, Permit permit) throws QueryParameters.Invalid {
        ConversationsQuestion question = ConversationsParameters.question(context.queryString(), answers.cursors());
        return permit.covered(question.departments().orElse(Set.of())).map(covered -> {
            ConversationsQuestion ofThem = question.of(covered.limits().map(departments -> departments));
            return atLeast -> answers.conversations(ofThem, atLeast);
        });
    }

    @Override
    byte[] body(ConversationPage page) {
        return ListBody.ofConversations(page, answers.cursors());
    }
}
