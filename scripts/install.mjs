// SPDX-License-Identifier: Apache-2.0
// Plain JavaScript for Node 20 and nothing installed: this runs before there is anything else.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, root, say, seconds } from './say.mjs'

const modules = join(root, 'node_modules')
const stamp = join(modules, '.yakusoku-lock')

/** Installs the dependencies exactly as package-lock.json has them, unless that is what stands there already. */
export async function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hash) return
  if (!matches(JSON.parse(lock))) await install()
  try {
    writeFileSync(stamp, `${hash}\n`)
  } catch {
    say('node_modules is not yours to write; what is installed there is used as it is.')
  }
}

/** Whether npm's own record of what it installed says the same as the lock file (optional packages may be absent). */
function matches(lock) {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) return true
    const found = installed[place]
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

async function install() {
  say('Installing the dependencies with npm ci (a minute or two the first time) …')
  const begin = Date.now()
  const { code, output } = await npm(['ci', '--include=dev', '--include=optional', '--ignore-scripts'])
  if (code !== 0) fail(`npm ci failed: ${remedy(output)}\n${firstLines(output)}`)
  say(`Dependencies installed in ${seconds(begin)}.`)
}

function npm(parameters) {
  // Inside `npm start` these two are the npm and the Node that the user called, not those npm ci is about to replace.
  const { npm_execpath: path, npm_node_execpath: node } = process.env
  const [command, first] = path?.endsWith('.js') ? [node ?? process.execPath, [path]] : ['npm', []]
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  return new Promise((resolve) => {
    const windows = process.platform === 'win32' && command === 'npm'
    const child = spawn(command, [...first, ...parameters, ...quiet], { cwd: root, shell: windows })
    let output = ''
    const keep = (part) => (output = (output + part).slice(-20_000))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ code: 1, output: `${error.code}: ${error.message}` }))
    child.on('close', (code, signal) => resolve({ code: signal === null ? code : 1, output }))
  })
}

function remedy(output) {
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ENETUNREACH|ECONNRESET/.test(output))
    return 'the package registry cannot be reached. Check the network or npm’s proxy settings, then start again.'
  if (/spawn npm|ENOENT.*npm/.test(output))
    return 'there is no npm on the PATH. Install Node with npm, then start again.'
  if (/ENOSPC/.test(output)) return 'the disk is full. Free about 1 GB, then start again.'
  if (/EACCES|EPERM|EROFS/.test(output))
    return `this user may not write ${modules}. Clone the repository as this user.`
  if (/EUSAGE|in sync/.test(output))
    return 'package.json and package-lock.json disagree. Run npm install and commit the lock file.'
  return 'what npm said is below. Nothing was started; run the same command again once it is mended.'
}

function firstLines(output) {
  return output.trimEnd().split('\n').slice(-12).join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureInstalled()
