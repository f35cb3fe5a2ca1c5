package dev.livechatmetrics.benchmarks.contender;

/** Something that reads the whole log and is timed while it does. */
public interface Contender {
    /**
     * Reads the log once, from the beginning, with nothing left of a pass before.
     *
     * @throws WrongResultException where it did not find what the log holds
     */
    Pass run(Task task) throws Exception;
}
