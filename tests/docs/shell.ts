// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { root } from '../tidy/sources.ts'

const run = promisify(execFile)

/** What a script printed, typed into a shell in the folder of the repository; it fails where a command does. */
export async function typed(
  script: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const node = `${process.execPath} --disable-warning=ExperimentalWarning`
  const runnable = script.replaceAll('npx yakusoku', `${node} server/src/cli.ts`)
  const env = { ...process.env, ...variables }
  return (await run('bash', ['-euo', 'pipefail', '-c', runnable], { cwd: root, env })).stdout
}
