package dev.livechatmetrics.cli;

import dev.livechatmetrics.testkit.Requirement;
import dev.livechatmetrics.testkit.Requirement.Search;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for what {@link Requires} names; says aloud what is skipped, which Maven does without its reason. */
final class RequiredPrograms implements ExecutionCondition {
    private static final Logger LOG = LoggerFactory.getLogger(RequiredPrograms.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Requires> requires = AnnotationSupport.findAnnotation(context.getElement(), Requires.class);
        if (requires.isPresent()) {
            for (Requirement requirement : requires.get().value()) {
                Search search = requirement.search(System.getenv());
                if (search instanceof Search.Fail missing) {
                    throw new AssertionFailedError(missing.reason());
                }
                if (search instanceof Search.Skip skip) {
                    LOG.warn("{} is skipped: {}", context.getDisplayName(), skip.reason());
                    return ConditionEvaluationResult.disabled(skip.reason());
                }
            }
        }
        return ConditionEvaluationResult.enabled("nothing is missing");
    }

    /** Where the program is, in a test that requires it. */
    static Path path(Requirement requirement) {
        return ((Search.Found) requirement.search(System.getenv())).program();
    }
}
