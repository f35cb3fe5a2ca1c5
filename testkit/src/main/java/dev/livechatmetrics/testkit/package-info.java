/**
 * The product's independent witness: golden cases, random and broken records, and a slow recompute of every chart,
 * written from the contract alone; also which programs a test may need. Depends on Jackson and on no other module.
 */
package dev.livechatmetrics.testkit;
