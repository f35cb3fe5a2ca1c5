package dev.livechatmetrics.query.cluster;

import java.time.Duration;

/** The route by which instances ask one another: what both sides must agree on. */
public final class PeerRoute {
    public static final String PATH = "/internal/v1/buckets";
    public static final String METHOD = "POST";
    public static final String CONTENT_TYPE = "application/octet-stream";

    /** When it was asked, in milliseconds since 1970. */
    public static final String TIME_HEADER = "X-Peer-Time";

    public static final String NONCE_HEADER = "X-Peer-Nonce";

    /** Of a question, and of its answer. */
    public static final String SIGNATURE_HEADER = "X-Peer-Signature";

    /** Of a question: ten years of days, and ten thousand partitions, are less. */
    public static final int MOST_BYTES = 512 * 1024;

    /** How far two clocks may differ; what is recorded cannot be sent again later than that. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private PeerRoute() {}
}
