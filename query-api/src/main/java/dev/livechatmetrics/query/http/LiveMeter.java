package dev.livechatmetrics.query.http;

import java.util.function.IntSupplier;

/** Counts live streams. */
interface LiveMeter {
    /** Why a stream was cut off. */
    enum Reason {
        SLOW,
        ACCESS
    }

    /** From where to read how many are open. */
    void open(IntSupplier streams);

    void cut(Reason reason);
}
