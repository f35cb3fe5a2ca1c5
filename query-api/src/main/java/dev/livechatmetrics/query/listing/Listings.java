package dev.livechatmetrics.query.listing;

import dev.livechatmetrics.query.cluster.Gather;
import dev.livechatmetrics.query.cluster.Gathered;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.cluster.Question;
import dev.livechatmetrics.streams.conversation.Contribution;
import dev.livechatmetrics.streams.topology.DepartmentsQuery;
import dev.livechatmetrics.streams.topology.FiguresQuery;
import dev.livechatmetrics.streams.topology.Opening;
import dev.livechatmetrics.streams.topology.OpeningKey;
import dev.livechatmetrics.streams.topology.Openings;
import dev.livechatmetrics.streams.topology.OpeningsQuery;
import dev.livechatmetrics.streams.topology.PartitionQuery;
import dev.livechatmetrics.streams.topology.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Answers lists from all partitions. */
public final class Listings {
    /** Of openings, each with its figures: a page takes a bounded time, however few have the figure that is asked for. */
    static final int MOST_ROUNDS = 5;

    private final Gather gather;

    public Listings(Gather gather) {
        this.gather = gather;
    }

    /** How many conversations each department has; {@code ""} is none. */
    public Listed<SortedMap<String, Long>> departments(InputPositions atLeast) {
        return list(new DepartmentsQuery(), atLeast);
    }

    /** The next conversations that are asked for: first which there are, then what their figures are by then, or later. */
    public Listed<ConversationPage> conversations(ConversationsQuestion question, InputPositions atLeast) {
        Page page = new Page(question);
        InputPositions least = atLeast;
        for (int round = 1; ; round++) {
            Listed<Openings> listed = list(page.openings(), least);
            if (!(listed instanceof Listed.Whole<Openings> openings)) {
                return withoutList(listed);
            }
            least = openings.positions();
            Listed<Map<String, Contribution>> figures = list(figures(openings.value()), least);
            if (!(figures instanceof Listed.Whole<Map<String, Contribution>> whole)) {
                return withoutList(figures);
            }
            page.staleMillis = Math.max(page.staleMillis, Math.max(openings.staleMillis(), whole.staleMillis()));
            page.add(openings.value(), whole.value());
            if (page.isFull() || page.end == null || round == MOST_ROUNDS) {
                return new Listed.Whole<>(page.page(), least, page.staleMillis);
            }
        }
    }

    private static FiguresQuery figures(Openings openings) {
        return new FiguresQuery(openings.found().stream()
                .map(opening -> opening.key().conversationId())
                .toList());
    }

    private <T> Listed<T> list(PartitionQuery<T> query, InputPositions atLeast) {
        if (atLeast.partitionCount() > gather.partitionCount()) {
            return new Listed.Refused<>("names partition " + (atLeast.partitionCount() - 1) + ", but there are only "
                    + gather.partitionCount() + ".");
        }
        Gathered<T> gathered = gather.gather(new Question<>(query, atLeast));
        if (gathered instanceof Gathered.Incomplete<T> incomplete) {
            return new Listed.Unavailable<>(incomplete.reason());
        }
        Gathered.Whole<T> whole = (Gathered.Whole<T>) gathered;
        return new Listed.Whole<>(whole.value(), whole.positions(), whole.staleMillis());
    }

    private static <T> Listed<T> withoutList(Listed<?> listed) {
        return listed instanceof Listed.Refused<?> refused
                ? new Listed.Refused<>(refused.reason())
                : new Listed.Unavailable<>(((Listed.Unavailable<?>) listed).reason());
    }

    /** A page that is being filled. */
    private static final class Page {
        private final ConversationsQuestion question;
        private final List<ListedConversation> found = new ArrayList<>();
        /** Up to which all were looked at; null where that is to the end. */
        private OpeningKey end;

        private long staleMillis;

        private Page(ConversationsQuestion question) {
            this.question = question;
            this.end = question.after().orElse(null);
        }

        private OpeningsQuery openings() {
            int most = question.metric().isPresent() ? OpeningsQuery.MOST : question.limit() - found.size();
            return new OpeningsQuery(
                    question.fromMillis(),
                    question.toMillis(),
                    question.departments().map(Scope::sumOf).orElse(Scope.ALL),
                    end,
                    most);
        }

        /** One that has no figures has gone meanwhile. */
        private void add(Openings openings, Map<String, Contribution> figures) {
            for (Opening opening : openings.found()) {
                Contribution of = figures.get(opening.key().conversationId());
                if (of == null
                        || !question.metric().map(metric -> metric.counts(of)).orElse(true)) {
                    continue;
                }
                if (isFull()) {
                    end = found.get(found.size() - 1).opening().key();
                    return;
                }
                found.add(new ListedConversation(opening, of));
            }
            end = openings.end();
        }

        private boolean isFull() {
            return found.size() == question.limit();
        }

        private ConversationPage page() {
            return new ConversationPage(found, Optional.ofNullable(end));
        }
    }
}
