/** The command line: one class a command; may depend on everything else in the product. */
package dev.livechatmetrics.cli;
