// SPDX-License-Identifier: Apache-2.0
/**
 * Durable work on pg-boss. One job a step; the state of a process lives in facts and registers, never in the queue.
 * Invariants: a job is enqueued by the business transaction; every handler may run twice; payloads are ids.
 */
export { Jobs, jobKey, TryAgain, type JobData, type JobHandler, type JobKind } from './jobs.ts'
