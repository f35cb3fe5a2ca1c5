/** Realistic traffic, the same for the same parameters on every machine; depends on the events and on {@code cli.send}. */
package dev.livechatmetrics.cli.simulate;
