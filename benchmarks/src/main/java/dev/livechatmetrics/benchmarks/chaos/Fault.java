package dev.livechatmetrics.benchmarks.chaos;

/** What is done to brokers and instances. */
enum Fault {
    INSTANCE("an instance is killed", true),
    BROKER("a broker is killed", true),
    FREEZE("an instance stands still for 15 s", false),
    PEERS("an instance is cut off from its peers", false),
    ROLLING("all instances are restarted, one by one", false),
    BROKERS("all brokers are killed at once", false),
    DISK("an instance's disk is full", false);

    private final String what;
    private final boolean kill;

    Fault(String what, boolean kill) {
        this.what = what;
        this.kill = kill;
    }

    /** The words of the report. */
    String what() {
        return what;
    }

    /** Whether it is one of those that {@code --kills} counts. */
    boolean isKill() {
        return kill;
    }
}
