package dev.livechatmetrics.cli;

import static dev.livechatmetrics.cli.NeededAcl.group;
import static dev.livechatmetrics.cli.NeededAcl.topic;
import static dev.livechatmetrics.cli.NeededAcl.topics;
import static dev.livechatmetrics.cli.NeededAcl.transactionalIds;

import dev.livechatmetrics.cli.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each command that goes to Kafka needs there, and no more. */
enum CommandRights {
    SERVE {
        @Override
        List<NeededAcl> needed(Settings settings) {
            String id = settings.application().id();
            List<String> sources = settings.sources().names();
            // What webhooks and change streams say is written there.
            String[] ofEvents = settings.http().webhookToken().isPresent() || !sources.isEmpty()
                    ? new String[] {"Read", "Write", "Create", "DescribeConfigs"}
                    : new String[] {"Read", "Create", "DescribeConfigs"};
            List<NeededAcl> needed = new ArrayList<>(List.of(
                    // The settings of topics are checked, and those that are absent are created.
                    topic(settings.topics().conversations(), ofEvents),
                    topic(settings.topics().messages(), ofEvents),
                    topic(settings.topics().deadLetters(), "Write", "Create", "DescribeConfigs"),
                    // Changelogs.
                    topics(id + "-", "Read", "Write", "Create"),
                    group(id, "Read"),
                    transactionalIds(id + "-", "Write")));
            if (!sources.isEmpty()) {
                sources.forEach(name -> needed.add(topic(name, "Read")));
                needed.add(group(id + "-sources", "Read"));
            }
            return needed;
        }
    },
    SEND {
        @Override
        List<NeededAcl> needed(Settings settings) {
            return ofEvents(settings, "Write");
        }
    },
    IMPORT {
        @Override
        List<NeededAcl> needed(Settings settings) {
            return ofEvents(settings, "Write");
        }
    },
    FORGET {
        @Override
        List<NeededAcl> needed(Settings settings) {
            return List.of(
                    topic(settings.topics().conversations(), "Write"),
                    // Only to see that it is there.
                    topic(settings.topics().messages(), "Describe"));
        }
    },
    DEAD_LETTERS_LIST {
        @Override
        List<NeededAcl> needed(Settings settings) {
            return List.of(topic(settings.topics().deadLetters(), "Read"));
        }
    },
    DEAD_LETTERS_RESEND {
        @Override
        List<NeededAcl> needed(Settings settings) {
            List<NeededAcl> needed = new ArrayList<>(DEAD_LETTERS_LIST.needed(settings));
            needed.addAll(ofEvents(settings, "Write"));
            return needed;
        }
    },
    REPLAY {
        @Override
        List<NeededAcl> needed(Settings settings) {
            List<NeededAcl> needed = new ArrayList<>(DEAD_LETTERS_LIST.needed(settings));
            needed.addAll(ofEvents(settings, "Read", "Write"));
            return needed;
        }
    },
    VERIFY {
        @Override
        List<NeededAcl> needed(Settings settings) {
            List<NeededAcl> needed = new ArrayList<>(DEAD_LETTERS_LIST.needed(settings));
            needed.addAll(ofEvents(settings, "Read"));
            needed.add(group(settings.application().id(), "Describe"));
            return needed;
        }
    };

    abstract List<NeededAcl> needed(Settings settings);

    private static List<NeededAcl> ofEvents(Settings settings, String... operations) {
        return List.of(
                topic(settings.topics().conversations(), operations),
                topic(settings.topics().messages(), operations));
    }

    /** As the command line calls it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
