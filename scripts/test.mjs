// SPDX-License-Identifier: Apache-2.0
// `npm test`: makes whatever is missing, then runs every test; further arguments go to vitest.
import { join } from 'node:path'
import { ensureConsole } from './console.mjs'
import { ensureInstalled } from './install.mjs'
import { ensurePrograms } from './programs.mjs'
import { runNode } from './runtime.mjs'
import { root } from './say.mjs'
import { serverEnvironment } from './server.mjs'

await ensureInstalled()
const without = ensurePrograms()
ensureConsole()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const parameters = [vitest, 'run', ...process.argv.slice(2)]
// What was compiled is kept for the processes of the tests too: they start hundreds.
const environment = { ...serverEnvironment, YAKUSOKU_TEST_WITHOUT: JSON.stringify(without) }
process.exit(await runNode(parameters, environment))
