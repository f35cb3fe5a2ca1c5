package dev.livechatmetrics.benchmarks;

import dev.livechatmetrics.benchmarks.contender.Pass;

/** One pass of each contender, one right after the other: their ratios are those of the same minute. */
record Round(Pass limit, Pass pipeline, Pass textbook) {}
