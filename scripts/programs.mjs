// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say, seconds } from './say.mjs'

/** The programs of the system that some tests need: how each is called, and the Debian package that brings it. */
const programs = {
  chromium: { commands: ['chromium', 'chromium-browser', 'google-chrome'], aptPackage: 'chromium' },
  mariadbd: { commands: ['mariadbd', '/usr/sbin/mariadbd'], aptPackage: 'mariadb-server' },
  pdftotext: { commands: ['pdftotext'], aptPackage: 'poppler-utils' },
  curl: { commands: ['curl'], aptPackage: 'curl' },
  fonts: { fonts: '/usr/share/fonts/opentype/noto', aptPackage: 'fonts-noto-cjk' },
}

/**
 * Brings what the tests need through apt where the machine has it and lets us, and tells what could not be had:
 * for each program its reason.
 */
export function ensurePrograms() {
  const missing = Object.keys(programs).filter((name) => !present(name))
  if (missing.length === 0) return {}
  const impossible = whyNotApt()
  if (impossible === undefined) aptInstall(missing)
  const absent = missing.filter((name) => !present(name))
  const reason = impossible ?? 'apt could not install it'
  return Object.fromEntries(
    absent.map((name) => [name, `${programs[name].aptPackage} is not here: ${reason}`]),
  )
}

function present(name) {
  const { commands, fonts } = programs[name]
  if (fonts !== undefined) return existsSync(fonts)
  const flag = name === 'pdftotext' ? '-v' : '--version'
  return commands.some((command) => spawnSync(command, [flag], { timeout: 30_000 }).status === 0)
}

function whyNotApt() {
  if (process.platform !== 'linux' || spawnSync('apt-get', ['--version']).status !== 0)
    return 'this machine has no apt-get; install it by the means of your system'
  if (process.getuid() === 0 || spawnSync('sudo', ['-n', 'true']).status === 0) return undefined
  return 'apt-get needs root, and this user has no sudo without a password'
}

function asRoot(script) {
  const [command, ...parameters] =
    process.getuid() === 0 ? ['sh', '-c', script] : ['sudo', '-n', 'sh', '-c', script]
  return spawnSync(command, parameters, { encoding: 'utf8', timeout: 600_000 })
}

function aptInstall(missing) {
  const packages = missing.map((name) => programs[name].aptPackage)
  say(`Installing ${packages.join(', ')} with apt-get, for the tests that need them …`)
  const begin = Date.now()
  const apt = 'DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=20'
  asRoot(`${apt} update`)
  const install = (list) => asRoot(withoutServices(`${apt} install -y --no-install-recommends ${list}`))
  // One that cannot be had must not keep the others away.
  if (install(packages.join(' ')).status !== 0) for (const one of packages) install(one)
  say(`apt-get took ${seconds(begin)}.`)
}

/** Debian's way to say "start no service": the tests start MariaDB themselves, in a folder of their own. */
function withoutServices(command) {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return command
  const write = `printf '#!/bin/sh\\nexit 101\\n' > ${policy} && chmod 755 ${policy}`
  return `${write}; ${command}; code=$?; rm -f ${policy}; exit $code`
}
