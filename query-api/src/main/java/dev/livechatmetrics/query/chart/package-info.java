/** From a question to the points of a chart; pure but for the reads that it is given. */
package dev.livechatmetrics.query.chart;
