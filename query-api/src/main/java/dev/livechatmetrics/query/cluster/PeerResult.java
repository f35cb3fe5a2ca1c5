package dev.livechatmetrics.query.cluster;

/** How a call of another instance ended. */
public enum PeerResult {
    /** With an answer for every partition that was asked for. */
    ANSWERED,
    /** With an answer that names partitions which that instance cannot read. */
    PARTLY_MISSING,
    /** The signature was refused, or theirs is none: the secrets differ, or a clock is off. */
    UNAUTHORIZED,
    /** With something that is no answer. */
    REFUSED,
    TIMED_OUT,
    UNREACHABLE
}
