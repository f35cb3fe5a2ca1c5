package dev.livechatmetrics.schemas.event;

/** Why a record is a dead letter; {@link #code()} is what operators read and filter by. */
public enum Reason {
    EMPTY_VALUE("empty-value"),
    TOMBSTONE_ON_MESSAGES("tombstone-on-messages"),
    NOT_UTF8("not-utf8"),
    NOT_ONE_JSON_OBJECT("not-one-json-object"),
    MISSING_FIELD("missing-field"),
    WRONG_TYPE("wrong-type"),
    VALUE_NOT_ALLOWED("value-not-allowed"),
    ID_OUT_OF_BOUNDS("id-out-of-bounds"),
    MISSING_KEY("missing-key"),
    KEY_MISMATCH("key-mismatch"),
    NOT_A_TIME("not-a-time"),
    TIME_BEFORE_2000("time-before-2000"),
    TIME_IN_FUTURE("time-in-future"),
    TOO_LATE("too-late"),
    TOO_MANY_WAITING("too-many-waiting"),
    PROCESSING_FAILED("processing-failed");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
