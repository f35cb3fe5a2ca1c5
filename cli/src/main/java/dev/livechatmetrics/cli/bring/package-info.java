/** Brings a past into the topics: imports exports of Rocket.Chat's collections; sends through {@code send}. */
package dev.livechatmetrics.cli.bring;
