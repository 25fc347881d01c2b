// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { inject } from 'vitest'

/** Fills an empty or new folder with the data folder of a first start with the demonstration. */
export async function copyDemonstration(folder: string): Promise<void> {
  const answer = await fetch(inject('demonstration'))
  const told = await answer.text()
  if (!answer.ok) throw new Error(told)
  // PostgreSQL's files stay its user's.
  execFileSync('cp', ['-a', `${told}/.`, folder])
}
