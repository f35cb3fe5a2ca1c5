package dev.livechatmetrics.benchmarks.query;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A hundred questions a second, over days, hours and departments, until closed. */
final class SteadyQuestions implements AutoCloseable {
    private static final long PAUSE_NANOS = 10_000_000;

    private final Caller caller;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "questions");
    private volatile boolean closed;
    private volatile long answered;

    private SteadyQuestions(Caller caller) {
        this.caller = caller;
    }

    static SteadyQuestions start(Caller caller) {
        SteadyQuestions questions = new SteadyQuestions(caller);
        questions.thread.start();
        return questions;
    }

    long answered() {
        return answered;
    }

    /** @throws IOException where an answer was not 200 */
    void check() throws IOException {
        if (failure.get() != null) {
            throw new IOException("A question had no answer", failure.get());
        }
    }

    private void run() {
        try {
            for (long asked = 0; !closed; asked++) {
                int department = (int) (asked % History.DEPARTMENTS);
                Question question = asked % 3 == 0 ? Question.year() : Question.month(History.department(department));
                caller.get(question.path(asked % 3 == 1 ? ServiceProcess.OTHER_ZONE : ServiceProcess.CHARTS));
                answered = asked + 1;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException failed) {
            failure.set(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
