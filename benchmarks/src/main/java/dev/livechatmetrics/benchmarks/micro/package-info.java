/** Micro-benchmarks of single methods, with JMH: {@code benchmarks/run --jmh}. */
package dev.livechatmetrics.benchmarks.micro;
