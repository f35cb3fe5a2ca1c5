package dev.livechatmetrics.benchmarks.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.benchmarks.contender.Contender;
import dev.livechatmetrics.benchmarks.contender.Deadline;
import dev.livechatmetrics.benchmarks.contender.Pass;
import dev.livechatmetrics.benchmarks.contender.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;

/**
 * One contender as a process: an {@link Order} makes it run one pass and say how that went; a file makes it record from
 * then on what its JVM does.
 */
public final class ContenderProcess {
    static final String PASSED = "passed ";
    static final String FAILED = "failed ";
    static final String RECORD = "record ";
    static final String RECORDING = "recording";
    static final ObjectMapper JSON = new ObjectMapper();

    private ContenderProcess() {}

    /** {@code arguments}: its name, its class, the bootstrap servers and a folder for state. */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, ParseException, ReflectiveOperationException {
        String name = arguments[0];
        Contender contender = Class.forName(arguments[1])
                .asSubclass(Contender.class)
                .getDeclaredConstructor()
                .newInstance();
        Path folder = Path.of(arguments[3]);
        Orders orders = new Orders();
        int passes = 0;
        for (String line = orders.next(); line != null; line = orders.next()) {
            if (line.startsWith(RECORD)) {
                FlightRecording.start(Path.of(line.substring(RECORD.length())));
                System.out.println(RECORDING);
                continue;
            }
            Order order = JSON.readValue(line, Order.class);
            String applicationId = name + "-" + ++passes;
            Task task = new Task(
                    arguments[2],
                    order.log(),
                    order.liveSeconds(),
                    applicationId,
                    folder.resolve(applicationId),
                    Deadline.in(Duration.ofSeconds(order.withinSeconds())));
            System.out.println(run(contender, task));
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
