/**
 * Brings a past into the topics: imports exports of Rocket.Chat's collections, and sends again what the
 * topics have; sends through {@code send}.
 */
package dev.livechatmetrics.cli.bring;
