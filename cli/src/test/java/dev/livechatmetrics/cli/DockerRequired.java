package dev.livechatmetrics.cli;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** Skips a class by name where there is no Docker, and says so aloud, which Maven does without the reason. */
final class DockerRequired implements ExecutionCondition {
    private static final Logger LOG = LoggerFactory.getLogger(DockerRequired.class);
    private static final String MISSING = "Docker is not available";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return ConditionEvaluationResult.enabled("Docker is there");
        }
        LOG.warn("{} is skipped: {}", context.getDisplayName(), MISSING);
        return ConditionEvaluationResult.disabled(MISSING);
    }
}
