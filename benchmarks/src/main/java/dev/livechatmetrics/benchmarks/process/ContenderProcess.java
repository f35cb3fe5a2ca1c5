package dev.livechatmetrics.benchmarks.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.benchmarks.contender.Contender;
import dev.livechatmetrics.benchmarks.contender.Deadline;
import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.contender.PlainConsumers;
import dev.livechatmetrics.benchmarks.contender.Task;
import dev.livechatmetrics.benchmarks.contender.TextbookPipeline;
import dev.livechatmetrics.benchmarks.contender.ThisPipeline;
import dev.livechatmetrics.benchmarks.traffic.LogTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Locale;

/**
 * One contender as a process: an order is a number of seconds, within which it runs one pass over the log and says how
 * that went; or a file, to which it records from then on what its JVM does.
 */
public final class ContenderProcess {
    static final String PASSED = "passed ";
    static final String FAILED = "failed ";
    static final String RECORD = "record ";
    static final String RECORDING = "recording";
    static final ObjectMapper JSON = new ObjectMapper();

    private ContenderProcess() {}

    /** Which contender a process is. */
    public enum Role {
        LIMIT,
        PIPELINE,
        TEXTBOOK;

        private Contender contender() {
            return switch (this) {
                case LIMIT -> new PlainConsumers();
                case PIPELINE -> new ThisPipeline();
                case TEXTBOOK -> new TextbookPipeline();
            };
        }
    }

    /** {@code arguments}: the role, the bootstrap servers, a folder for state and the log's totals as JSON. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ParseException {
        Role role = Role.valueOf(arguments[0]);
        Contender contender = role.contender();
        Path folder = Path.of(arguments[2]);
        LogTotals log = JSON.readValue(arguments[3], LogTotals.class);
        Orders orders = new Orders();
        int passes = 0;
        for (String order = orders.next(); order != null; order = orders.next()) {
            if (order.startsWith(RECORD)) {
                FlightRecording.start(Path.of(order.substring(RECORD.length())));
                System.out.println(RECORDING);
                continue;
            }
            String applicationId = role.name().toLowerCase(Locale.ROOT) + "-" + ++passes;
            Path stateDir = folder.resolve(applicationId);
            Deadline deadline = Deadline.in(Duration.ofSeconds(Long.parseLong(order)));
            System.out.println(run(contender, new Task(arguments[1], log, applicationId, stateDir, deadline)));
        }
        System.exit(0);
    }

    private static String run(Contender contender, Task task) throws IOException {
        String answer;
        try {
            Pass pass = contender.run(task);
            answer = PASSED + JSON.writeValueAsString(pass);
        } catch (Exception failure) {
            failure.printStackTrace();
            answer = FAILED + failure.getMessage();
        }
        FileTree.delete(task.stateDir());
        // What a pass leaves on the heap is not the next one's to clear.
        System.gc();
        return answer.replace('\n', ' ');
    }
}
