package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.access.Access;
import dev.livechatmetrics.query.listing.ConversationPage;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.ListBody;
import io.javalin.http.Context;

/** The conversations behind a figure: ids, times and figures, nothing of what was said or by whom. */
final class ConversationsEndpoint extends ListEndpoint<ConversationPage> {
    static final String PATH = "/api/v1/metrics/conversations";

    private final Answers answers;

    ConversationsEndpoint(Access access, Answers answers) {
        super(access);
        this.answers = answers;
    }

    @Override
    Asked<ConversationPage> asked(Context context) throws ChartParameters.Invalid {
        ConversationsQuestion question = ConversationsParameters.question(context.queryString());
        return atLeast -> answers.conversations(question, atLeast);
    }

    @Override
    byte[] body(ConversationPage page) {
        return ListBody.ofConversations(page);
    }
}
