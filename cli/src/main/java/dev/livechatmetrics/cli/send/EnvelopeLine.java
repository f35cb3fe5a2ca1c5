package dev.livechatmetrics.cli.send;

/** What a line turned out to be. */
public sealed interface EnvelopeLine permits Envelope, BrokenLine {}
