/** From a question to the points of series, over any stretches and departments; pure but for the reads that it is given. */
package dev.livechatmetrics.query.series;
