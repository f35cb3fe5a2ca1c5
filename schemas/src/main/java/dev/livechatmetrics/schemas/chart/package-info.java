/** The charts that the API answers and the form of an answer; depends on nothing but the JDK. */
package dev.livechatmetrics.schemas.chart;
