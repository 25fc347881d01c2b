// SPDX-License-Identifier: Apache-2.0
// `npm start`: makes whatever is missing, then runs the server in the foreground.
import { ensureConsole } from './console.mjs'
import { ensureInstalled } from './install.mjs'
import { runNode } from './runtime.mjs'
import { serverEnvironment, serverParameters } from './server.mjs'

await ensureInstalled()
ensureConsole()
process.exit(await runNode([...serverParameters, ...process.argv.slice(2)], serverEnvironment))
