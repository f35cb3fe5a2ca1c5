/** Lists dead letters and sends them again; depends on {@code send} and the names of a dead letter's headers. */
package dev.livechatmetrics.cli.letters;
