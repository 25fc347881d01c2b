// SPDX-License-Identifier: Apache-2.0
const levels = ['debug', 'info', 'warn', 'error'] as const
type Level = (typeof levels)[number]

/**
 * One JSON line an event: a fixed message and opaque ids. Never values of people, so never free error texts of
 * databases (they quote values): an error is logged by its name, code and stack frames only.
 */
export type Log = Readonly<
  Record<Level, (event: string, details?: Readonly<Record<string, unknown>>) => void>
>

function describe(value: unknown): unknown {
  if (!(value instanceof Error)) return value
  const frames = (value.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: value.name,
    code: (value as { code?: unknown }).code,
    at: frames.slice(0, 8).map((line) => line.trim()),
  }
}

/** A log that writes lines of at least `level` to `write` (standard error by default). */
export function createLog(
  level: Level,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log {
  const emit =
    (at: Level) =>
    (event: string, details: Readonly<Record<string, unknown>> = {}) => {
      if (levels.indexOf(at) < levels.indexOf(level)) return
      const shown = Object.fromEntries(Object.entries(details).map(([key, value]) => [key, describe(value)]))
      write(`${JSON.stringify({ time: new Date().toISOString(), level: at, event, ...shown })}\n`)
    }
  return { debug: emit('debug'), info: emit('info'), warn: emit('warn'), error: emit('error') }
}
