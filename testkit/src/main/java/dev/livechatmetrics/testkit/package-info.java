/**
 * The product's independent witness: golden cases, random and broken records, generated workspaces of Rocket.Chat, and a
 * slow recompute of every chart, written from the contract or from Rocket.Chat's code alone; also certificates, and which programs a test may
 * need. Depends on Jackson and on no other module.
 */
package dev.livechatmetrics.testkit;
