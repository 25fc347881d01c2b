// SPDX-License-Identifier: Apache-2.0
/** A thread that proves spans of an export beside the one that reads it; they share the file's descriptor. */
import { parentPort, workerData } from 'node:worker_threads'
import type { SpanWork } from './verify.spans.ts'
import { proveSpans } from './verify.spans.ts'

parentPort?.postMessage(proveSpans(workerData as SpanWork))
