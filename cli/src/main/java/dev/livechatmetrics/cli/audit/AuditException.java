package dev.livechatmetrics.cli.audit;

/** Why nothing can be compared, as one sentence for the operator. */
public final class AuditException extends RuntimeException {
    AuditException(String sentence) {
        super(sentence);
    }
}
