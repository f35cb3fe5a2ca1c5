package dev.livechatmetrics.cli.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the settings name whose content can be wrong, too, whatever the other settings are worth: who reads the files has
 * mistakes to add.
 *
 * @param rocketChatJudges whether a workspace is named beside or instead of the users
 */
public record NamedFiles(
        Optional<Path> users,
        boolean rocketChatJudges,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Path> authorities) {}
