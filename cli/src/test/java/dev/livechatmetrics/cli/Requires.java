package dev.livechatmetrics.cli;

import dev.livechatmetrics.testkit.Requirement;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs without which a class of tests is skipped by name or, where {@code REQUIRE} names them, fails. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiredPrograms.class)
@interface Requires {
    Requirement[] value();
}
