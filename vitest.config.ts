// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { ClosingLine } from './tests/support/reporter.ts'

const exclude = ['**/node_modules/**', '**/dist/**']
// Vitest would leave a machine of two cores to one file at a time, and would run those after everything else.
const everyCore = Math.max(2, availableParallelism() - 1)

export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    globalSetup: ['tests/support/demonstration.setup.ts'],
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{core,server,console,sdk}/src/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...exclude, '**/*.{db,browser}.test.ts', 'tests/{faults,promises}/**'],
          expect: { poll: { timeout: 30_000 } },
          // Generous, because a machine may be busy: how fast something is, bench/ measures.
          testTimeout: 180_000,
          maxWorkers: everyCore,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'db',
          include: ['server/src/**/*.db.test.ts', 'tests/**/*.db.test.ts'],
          exclude,
          globalSetup: ['tests/support/database.setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'web',
          environment: 'jsdom',
          setupFiles: ['console/src/web.setup.ts'],
          include: ['console/src/**/*.web.test.tsx'],
          exclude,
          testTimeout: 180_000,
          maxWorkers: everyCore,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          // Browser, faults and promises start whole servers and often wait for them: side by side they keep both
          // cores busy.
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          exclude,
          expect: { poll: { timeout: 60_000 } },
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          exclude,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'promises',
          include: ['tests/promises/*.test.ts'],
          exclude,
          // One server for all of them, started when the first file asks.
          globalSetup: ['tests/promises/world/world.setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
