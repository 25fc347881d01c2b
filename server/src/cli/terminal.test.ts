// SPDX-License-Identifier: Apache-2.0
import { afterEach, expect, test, vi } from 'vitest'
import { commandLineError } from './terminal.ts'

afterEach(() => void vi.unstubAllEnvs())

test.each([
  ["error: missing required argument 'pack'\n", 'pack を指定してください。\n'],
  [
    "error: unknown option '--formt'\n(Did you mean --format?)\n",
    '知らない指定です: --formt\n（--format ではありませんか）\n',
  ],
  ["error: option '--as-of <date>' argument missing\n", '--as-of <date> に値がありません。\n'],
  [
    "error: unknown command 'chek'\n(Did you mean check?)\n",
    '知らないコマンドです: chek\n（check ではありませんか）\n',
  ],
  ["error: too many arguments for 'init'. Expected 1 argument but got 2.\n", '指定が多すぎます。\n'],
])('says in the language of the terminal what is wrong with the command line: %s', (english, japanese) => {
  vi.stubEnv('LC_ALL', 'ja_JP.UTF-8')
  expect(commandLineError(english)).toBe(japanese)
  vi.stubEnv('LC_ALL', 'C')
  expect(commandLineError(english)).toBe(english)
})
