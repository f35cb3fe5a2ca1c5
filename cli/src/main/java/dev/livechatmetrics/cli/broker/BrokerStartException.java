package dev.livechatmetrics.cli.broker;

import java.io.IOException;

/** The embedded broker cannot start; the message tells the operator why and what to do. */
public final class BrokerStartException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokerStartException(String message) {
        super(message);
    }

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
