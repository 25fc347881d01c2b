// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeSync } from 'node:fs'
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'
import { whyNot, type Program } from './available.ts'

interface Tally {
  passed: number
  failed: number
  readonly skipped: { readonly name: string; readonly reason: string }[]
}

/** Prints the run's last words: what was skipped and why, then the count alone on the last line. */
export class ClosingLine implements Reporter {
  #tally: Tally | undefined

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tally: Tally = { passed: 0, failed: unhandled.length, skipped: [] }
    for (const module of modules) count(module, tally)
    // Other reporters and the shared database still speak after this; the count is to be the very last line.
    if (this.#tally === undefined)
      process.once('exit', () => this.#tally && writeSync(1, closing(this.#tally)))
    this.#tally = tally
  }
}

function count(module: TestModule, tally: Tally): void {
  let failedTests = 0
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    if (state === 'passed') tally.passed += 1
    else if (state === 'skipped')
      tally.skipped.push({ name: `${module.relativeModuleId} > ${test.fullName}`, reason: reasonOf(test) })
    else failedTests += 1
  }
  // A file that cannot be loaded, or whose set-up fails, has no failed test of its own.
  tally.failed += failedTests === 0 && module.state() === 'failed' ? 1 : failedTests
}

function reasonOf(test: TestCase): string {
  const result = test.result()
  if (result.state === 'skipped' && result.note !== undefined) return result.note
  const source = readFileSync(test.module.moduleId, 'utf8')
  const needed = (['chromium', 'mariadbd', 'pdftotext'] as Program[]).filter((program) =>
    source.includes(`'${program}'`),
  )
  const missing = needed.flatMap((program) => whyNot(program) ?? [])
  return missing.length === 0
    ? 'left out of this run by a filter or by its own condition'
    : missing.join('; ')
}

function closing({ passed, failed, skipped }: Tally): string {
  const lines = skipped.map(({ name, reason }) => `skipped: ${name}\n         ${reason}`)
  const count = `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
  return `${[...lines, count].join('\n')}\n`
}
