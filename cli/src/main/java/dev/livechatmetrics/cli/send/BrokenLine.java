package dev.livechatmetrics.cli.send;

/** A line that is no envelope; the reason names fields and byte positions, never a value. */
public record BrokenLine(String reason) implements EnvelopeLine {}
