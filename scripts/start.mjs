// SPDX-License-Identifier: Apache-2.0
// `npm start`: makes whatever is missing, then runs the server in the foreground.
import { ensureConsole } from './console.mjs'
import { ensureInstalled } from './install.mjs'
import { runNode } from './runtime.mjs'

await ensureInstalled()
ensureConsole()
const server = ['--disable-warning=ExperimentalWarning', 'server/src/main.ts']
process.exit(await runNode([...server, ...process.argv.slice(2)]))
