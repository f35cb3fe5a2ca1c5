package dev.livechatmetrics.cli.simulate;

import dev.livechatmetrics.schemas.event.ClosedBy;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.Sender;
import java.util.List;

/** What happens in one conversation from its opening to its end, however long after; drawn from its own sequence alone. */
final class ConversationScript {
    private static final double ABANDONED = 0.08;
    private static final double GREETED_BY_BOT = 0.3;
    private static final double AGENT_BEGINS = 0.12;
    private static final double MORE_WHILE_WAITING = 0.35;
    private static final double SECOND_MESSAGE = 0.35;
    private static final double TRANSFERRED = 0.13;
    private static final double RETURNED_TO_QUEUE = 0.05;
    private static final double REOPENED = 0.05;
    private static final double DELETED = 0.012;
    private static final double MEAN_FURTHER_EXCHANGES = 2.3;
    private static final double SIGMA = 0.9;

    /** Rocket.Chat's own bot. */
    private static final String BOT = "rocket.cat";

    private final SplitMix64 random;
    private final Timeline timeline;
    private final String visitor;
    private Department department;
    private String agent;

    private ConversationScript(long seed, long openedAtMillis) {
        this.random = new SplitMix64(seed);
        this.timeline = new Timeline(random, openedAtMillis);
        this.visitor = random.id();
        this.department = Department.any(random);
    }

    /** The events in the order of time. */
    static List<LivechatEvent> of(long seed, long openedAtMillis) {
        ConversationScript script = new ConversationScript(seed, openedAtMillis);
        script.play();
        return script.timeline.events();
    }

    private void play() {
        timeline.open(department);
        if (random.chance(ABANDONED)) {
            abandon();
        } else {
            serve();
            while (random.chance(REOPENED)) {
                comeBack();
            }
        }
        if (random.chance(DELETED)) {
            timeline.pass(random.logNormalMillis(20 * 3600, SIGMA, 600, 6 * 86_400));
            timeline.delete();
        }
    }

    /** The visitor leaves without any answer. */
    private void abandon() {
        int messages = 1 + random.below(3);
        for (int i = 0; i < messages; i++) {
            visitorSays(15);
        }
        if (random.chance(0.4)) {
            timeline.pass(random.logNormalMillis(240, SIGMA, 10, 3600));
            timeline.close(ClosedBy.VISITOR);
        } else {
            timeline.pass(random.logNormalMillis(3000, 0.3, 1800, 7200));
            timeline.close(ClosedBy.SYSTEM);
        }
    }

    private void serve() {
        if (random.chance(GREETED_BY_BOT)) {
            timeline.pass(random.logNormalMillis(1.2, 0.4, 0.3, 5));
            timeline.say(Sender.BOT, BOT);
        }
        boolean agentBegins = random.chance(AGENT_BEGINS);
        if (!agentBegins) {
            visitorSays(8);
            if (random.chance(MORE_WHILE_WAITING)) {
                visitorSays(25);
            }
        }
        waitForAgent();
        if (agentBegins) {
            agentSays();
            visitorSays(40);
        }
        int exchanges = 1 + (int) (MEAN_FURTHER_EXCHANGES * random.exponential());
        int transferBefore = random.chance(TRANSFERRED) ? random.below(exchanges) : -1;
        int queueBefore = random.chance(RETURNED_TO_QUEUE) ? random.below(exchanges) : -1;
        for (int i = 0; i < exchanges; i++) {
            if (i > 0) {
                visitorSays(35);
            }
            if (i == transferBefore) {
                transfer();
            }
            if (i == queueBefore) {
                returnToQueue();
            }
            agentSays();
        }
        close();
    }

    private void waitForAgent() {
        timeline.pass(department.queueMillis(random));
        agent = department.agent(random);
        timeline.assign(agent);
        timeline.say(Sender.SYSTEM, null);
    }

    /** To another department's queue, to a colleague, or to a certain agent of another department. */
    private void transfer() {
        timeline.pass(random.logNormalMillis(30, SIGMA, 2, 600));
        double kind = random.nextDouble();
        if (kind < 0.5) {
            department = random.chance(0.06) ? Department.NONE : department.other(random);
            timeline.transfer(department, null);
            timeline.say(Sender.SYSTEM, null);
            waitForAgent();
        } else {
            boolean colleague = kind < 0.8;
            department = colleague ? department : department.other(random);
            agent = department.agent(random);
            timeline.transfer(colleague ? null : department, agent);
            timeline.say(Sender.SYSTEM, null);
        }
    }

    private void returnToQueue() {
        timeline.pass(random.logNormalMillis(60, SIGMA, 2, 1200));
        double kind = random.nextDouble();
        if (kind < 0.65) {
            timeline.queue(null);
        } else {
            department = kind < 0.9 ? department.other(random) : Department.NONE;
            timeline.queue(department);
        }
        timeline.say(Sender.SYSTEM, null);
        waitForAgent();
    }

    private void visitorSays(double medianSeconds) {
        timeline.pass(random.logNormalMillis(medianSeconds, SIGMA, 0.5, 1200));
        timeline.say(Sender.VISITOR, visitor);
        if (random.chance(SECOND_MESSAGE)) {
            timeline.pass(random.logNormalMillis(10, SIGMA, 0.5, 300));
            timeline.say(Sender.VISITOR, visitor);
        }
    }

    private void agentSays() {
        timeline.pass(department.responseMillis(random));
        timeline.say(Sender.AGENT, agent);
        if (random.chance(SECOND_MESSAGE)) {
            timeline.pass(random.logNormalMillis(18, SIGMA, 1, 300));
            timeline.say(Sender.AGENT, agent);
        }
    }

    private void close() {
        double kind = random.nextDouble();
        boolean forgotten = kind >= 0.89;
        timeline.pass(
                forgotten ? random.logNormalMillis(2400, 0.3, 1800, 7200) : random.logNormalMillis(50, SIGMA, 1, 1800));
        // A few do not say who closed them.
        timeline.close(
                kind < 0.02 ? null : kind < 0.7 ? ClosedBy.AGENT : forgotten ? ClosedBy.SYSTEM : ClosedBy.VISITOR);
        timeline.say(Sender.SYSTEM, null);
    }

    /** After hours or days; mostly to another agent. */
    private void comeBack() {
        timeline.pass(random.logNormalMillis(3 * 3600, 1.2, 60, 3 * 86_400));
        timeline.reopen();
        visitorSays(20);
        if (random.chance(0.8)) {
            waitForAgent();
        }
        agentSays();
        if (random.chance(0.5)) {
            visitorSays(35);
            agentSays();
        }
        close();
    }
}
