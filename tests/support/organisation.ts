// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import {
  inInstallation,
  inOrganisation,
  registerOrganisation,
  type Database,
} from '../../server/src/database/index.ts'
import type { Clock } from '../../server/src/kernel/index.ts'
import { Ledger } from '../../server/src/ledger/index.ts'
import { masterKeyFile, Vault } from '../../server/src/vault/index.ts'

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  instant: Temporal.Instant

  constructor(start = '2026-11-20T01:00:00Z') {
    this.instant = Temporal.Instant.from(start)
  }

  now(): Temporal.Instant {
    return this.instant
  }

  /** Moves the clock forward. */
  pass(duration: Temporal.DurationLike): void {
    this.instant = this.instant.add(duration)
  }
}

/** The ground for tests above the ledger: a clock, a vault, a ledger, and organisations founded on them. */
export async function foundOrganisations(db: Database, ...organisations: string[]) {
  const clock = new TestClock()
  const keyFile = join(mkdtempSync(join(tmpdir(), 'yakusoku-keys-')), 'master.json')
  const vault = new Vault(masterKeyFile(keyFile, true))
  const ledger = new Ledger(db, vault, clock)
  for (const organisation of organisations) {
    await inInstallation(db, (tx) => registerOrganisation(tx, organisation))
    await inOrganisation(db, organisation, async (tx) => {
      await vault.prepare(tx, organisation)
      await ledger.found(tx, organisation, `yakusoku/test/${organisation}`)
    })
  }
  return { clock, vault, ledger, keyFile }
}
