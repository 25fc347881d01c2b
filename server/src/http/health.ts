// SPDX-License-Identifier: Apache-2.0
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { directOf, type Http } from './server.ts'

/** A number that is asked for whenever somebody reads the metrics. */
export interface Measure {
  readonly name: string
  readonly help: string
  read(): Promise<number>
}

/** What health is told from. */
export interface HealthPorts {
  /** Resolves when the server can do its work, rejects when it cannot. */
  ready(): Promise<void>
  readonly measures: readonly Measure[]
}

/** One at a time, whoever asks meanwhile gets its answer: nobody who asks without end takes all connections. */
function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined
  return () => (underWay ??= work().finally(() => (underWay = undefined)))
}

/** Registers `/health` (the process lives), `/ready` (it can work) and `/metrics` (Prometheus text format, no personal data). */
export function registerHealth(http: Http, ports: HealthPorts): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  for (const measure of ports.measures) {
    const { name, help } = measure
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      // A database that is away must not take the other numbers along.
      collect: async () => gauge.set(await measure.read().catch(() => Number.NaN)),
    })
  }
  http.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
  directOf(http).answered = (route, milliseconds) =>
    duration.observe({ method: 'POST', route, status: 200 }, milliseconds / 1000)
  const ready = shared(() => ports.ready())
  const metrics = shared(() => registry.metrics())
  const quiet = { config: { rateLimit: false as const }, schema: { hide: true } }
  http.get('/health', quiet, async () => ({ status: 'alive' }))
  http.get('/ready', quiet, async (_request, reply) => {
    try {
      await ready()
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'not ready' })
    }
  })
  http.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await metrics()),
  )
}
