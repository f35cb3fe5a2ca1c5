package dev.livechatmetrics.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Response and reaction of one conversation, contract §2: the rules that walk its messages with a memory. */
record NaiveResponses(
        Optional<BigInteger> firstResponse,
        Optional<BigInteger> firstReaction,
        Optional<BigInteger> averageResponseMicros) {

    static NaiveResponses of(long opened, List<NaiveEvent> ordered) {
        Walk walk = new Walk(opened);
        for (NaiveEvent event : ordered) {
            switch (event.kind()) {
                case ASSIGNED -> walk.joined = Optional.of(event.atMillis());
                case TRANSFERRED -> {
                    if (!event.text("agentId").isEmpty()) {
                        walk.joined = Optional.of(event.atMillis());
                    }
                }
                case QUEUED -> walk.joined = Optional.empty();
                case SENT -> walk.message(event.text("sender"), event.atMillis());
                case OPENED, CLOSED, REOPENED, DELETED, EDITED, MESSAGE_DELETED -> {}
            }
        }
        return new NaiveResponses(walk.firstResponse, walk.firstReaction, walk.averageMicros());
    }

    /** The state of the contract's prose, under its names. */
    private static final class Walk {
        private final long opened;
        private Optional<Long> lq = Optional.empty();
        private Optional<Long> lr = Optional.empty();
        private Optional<Long> joined = Optional.empty();
        private int responses = 0;
        private BigInteger responseTime = BigInteger.ZERO;
        private Optional<BigInteger> firstResponse = Optional.empty();
        private Optional<BigInteger> firstReaction = Optional.empty();

        private Walk(long opened) {
            this.opened = opened;
        }

        private void message(String sender, long m) {
            long readLq = lq.orElse(opened);
            long readLr = lr.orElse(opened);
            switch (sender) {
                case "visitor" -> {
                    if (readLr >= readLq) {
                        lq = Optional.of(m);
                    }
                }
                case "agent", "bot" -> response(readLq, readLr, m);
                default -> {} // system messages are left out
            }
        }

        private void response(long readLq, long readLr, long m) {
            BigInteger rt = BigInteger.valueOf(m - readLq);
            if (lr.isEmpty()) {
                count(rt);
                if (rt.signum() != 0) {
                    firstResponse = Optional.of(rt);
                    firstReaction = Optional.of(BigInteger.valueOf(m - joined.orElse(opened)));
                }
            } else if (readLq > readLr) {
                count(rt);
            }
            if (readLq > readLr) {
                lr = Optional.of(m);
            }
        }

        private void count(BigInteger rt) {
            responses += 1;
            responseTime = responseTime.add(rt);
        }

        /** Half up means towards the greater number, also below zero: floor(x + 1/2), as Math.round does. */
        private Optional<BigInteger> averageMicros() {
            if (responses == 0) {
                return Optional.empty();
            }
            BigInteger twiceMicros = responseTime.multiply(BigInteger.valueOf(2_000));
            BigDecimal numerator = new BigDecimal(twiceMicros.add(BigInteger.valueOf(responses)));
            return Optional.of(numerator
                    .divide(BigDecimal.valueOf(2L * responses), 0, RoundingMode.FLOOR)
                    .toBigIntegerExact());
        }
    }
}
