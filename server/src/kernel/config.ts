// SPDX-License-Identifier: Apache-2.0
import { isIP, isIPv6 } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { text } from './language.ts'

/** Links and cookies are made for the root of a host: behind a path they would lead elsewhere. */
function isOrigin(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, origin, href } = new URL(url)
  return /^https?:$/.test(protocol) && href === `${origin}/`
}

function isHost(host: string): boolean {
  return isIP(host) > 0 || /^[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?$/i.test(host)
}

/** A database's address; without a host it is that of a Unix socket, `?host=/folder`. */
function isDatabase(url: string): boolean {
  const named = url.replace(/^(postgres(?:ql)?:\/\/(?:[^/@]*@)?)\//, '$1localhost/')
  return /^postgres(ql)?:\/\/\S+$/.test(url) && URL.canParse(named)
}

/** Every setting: variable, meaning, form in words, example, rule. docs/reference/configuration.md is generated from this table. */
export const settings = {
  YAKUSOKU_DATA: {
    purpose: 'Folder of the embedded database, keys and logs.',
    form: text('フォルダーの名前', 'the name of a folder'),
    example: '/var/lib/yakusoku',
    rule: z.string().min(1).default('data'),
  },
  YAKUSOKU_HOST: {
    purpose: 'Address the server listens on.',
    form: text('待ち受けるアドレスかホスト名', 'an address or host name to listen on'),
    example: '127.0.0.1',
    rule: z.string().refine(isHost).default('127.0.0.1'),
  },
  YAKUSOKU_PORT: {
    purpose: 'Port the server listens on.',
    form: text('0から65535までの整数', 'a whole number from 0 to 65535'),
    example: '8420',
    rule: z
      .stringFormat('port', /^\d{1,5}$/)
      .transform(Number)
      .pipe(z.number().max(65_535))
      .default(8420),
  },
  YAKUSOKU_URL: {
    purpose: 'Address people reach the server by, as it stands in mails and links. Default: host and port.',
    form: text(
      'http:// か https:// で始まり、ホスト名（とポート）で終わるアドレス。パスは付けられない',
      'an address that begins with http:// or https:// and ends with the host (and port): no path',
    ),
    example: 'https://privacy.example.jp',
    rule: z
      .url({ protocol: /^https?$/ })
      .refine(isOrigin)
      .optional(),
  },
  DATABASE_URL: {
    purpose: 'Your PostgreSQL (15 or later) in place of the embedded one.',
    form: text('postgres:// で始まるアドレス', 'an address that begins with postgres://'),
    example: 'postgres://yakusoku:PASSWORD@db.example.jp:5432/yakusoku',
    rule: z.string().refine(isDatabase).optional(),
  },
  YAKUSOKU_SMTP_URL: {
    purpose: 'SMTP server mails go through (smtp:// or smtps://). Without it mails stay in the outbox page.',
    form: text('smtp:// か smtps:// で始まるアドレス', 'an address that begins with smtp:// or smtps://'),
    example: 'smtps://USER:PASSWORD@mail.example.jp:465',
    rule: z.url({ protocol: /^smtps?$/ }).optional(),
  },
  YAKUSOKU_PACKS: {
    purpose:
      'Folder of your packs, each a folder that `yakusoku init` makes, in place of the five fictional organisations. The demonstration is off then.',
    form: text('フォルダーの名前', 'the name of a folder'),
    example: '/etc/yakusoku/packs',
    rule: z.string().min(1).optional(),
  },
  YAKUSOKU_DEMONSTRATION: {
    purpose: 'Whether the fictional demonstration is loaded at first start: on or off.',
    form: text('on か off', 'on or off'),
    example: 'off',
    rule: z.enum(['on', 'off']).default('on'),
  },
  YAKUSOKU_LOG: {
    purpose: 'What is logged: debug, info, warn or error.',
    form: text('debug、info、warn、error のどれか', 'debug, info, warn or error'),
    example: 'info',
    rule: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  },
} as const

/** The settings as the server uses them, folders absolute. */
export interface Config {
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  readonly publicUrl: string
  readonly databaseUrl: string | undefined
  readonly smtpUrl: string | undefined
  /** Of packs of one's own; the product's own otherwise. */
  readonly packsFolder?: string | undefined
  readonly demonstration: boolean
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error'
}

/** What is wrong with a setting, in both languages and without its value, which may hold a password. */
function problemOf(name: keyof typeof settings): string {
  const { form, example } = settings[name]
  return `${name}: ${form.ja} / ${form.en}; 例 / for instance ${name}=${example}`
}

/** The name by which this machine reaches a server that listens on `host`. */
function reachableAt(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}

/** Reads the settings; gives the list of what is wrong (variable, form, example) instead of a half-right one. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): Config | { problems: string[] } {
  const problems: string[] = []
  const value = <K extends keyof typeof settings>(name: K) => {
    const parsed = settings[name].rule.safeParse(env[name] === '' ? undefined : env[name])
    if (parsed.success) return parsed.data as z.infer<(typeof settings)[K]['rule']>
    problems.push(problemOf(name))
    return undefined as never
  }
  const host = value('YAKUSOKU_HOST')
  const port = value('YAKUSOKU_PORT')
  const packs = value('YAKUSOKU_PACKS')
  const config: Config = {
    dataFolder: resolve(value('YAKUSOKU_DATA') ?? 'data'),
    host,
    port,
    publicUrl: new URL(value('YAKUSOKU_URL') ?? `http://${reachableAt(host ?? 'localhost')}:${port ?? 0}`)
      .origin,
    databaseUrl: value('DATABASE_URL'),
    smtpUrl: value('YAKUSOKU_SMTP_URL'),
    packsFolder: packs === undefined ? undefined : resolve(packs),
    demonstration: value('YAKUSOKU_DEMONSTRATION') === 'on' && packs === undefined,
    logLevel: value('YAKUSOKU_LOG'),
  }
  return problems.length > 0 ? { problems } : config
}
