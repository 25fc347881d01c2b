// SPDX-License-Identifier: Apache-2.0

/** A sentence in both languages. */
export interface Sentence {
  readonly en: string
  readonly ja: string
}

/** The terminal's language: Japanese where its locale is, English elsewhere. */
export const terminalLanguage = (): 'ja' | 'en' => {
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || ''
  return locale.startsWith('ja') ? 'ja' : 'en'
}

/** Chooses by the terminal's locale. */
export const localised = (sentence: Sentence): string => sentence[terminalLanguage()]

/** Writes a line to standard error, where it cannot get between data. */
export const tell = (sentence: Sentence | string): void => {
  process.stderr.write(`${typeof sentence === 'string' ? sentence : localised(sentence)}\n`)
}

const COMMAND_LINE: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.*)'/, '$1 を指定してください。'],
  [/^error: unknown option '(.*)'/, '知らない指定です: $1'],
  [/^error: option '(.*)' argument missing/, '$1 に値がありません。'],
  [/^error: required option '(.*)' not specified/, '$1 が要ります。'],
  [/^error: unknown command '(.*)'/, '知らないコマンドです: $1'],
  [/^error: too many arguments.*/, '指定が多すぎます。'],
  [/\(Did you mean (.*)\?\)/, '（$1 ではありませんか）'],
]

/** What the reader of the command line says about it, in the terminal's language. */
export const commandLineError = (text: string): string =>
  terminalLanguage() === 'en'
    ? text
    : COMMAND_LINE.reduce((said, [pattern, words]) => said.replace(pattern, words), text)

/** Reads `NAME=VALUE` words; words without a name or a value are returned as wrong. */
export const pairs = (words: readonly string[]): { found: [string, string][]; wrong: string[] } => {
  const found: [string, string][] = []
  const wrong: string[] = []
  for (const word of words) {
    const at = word.indexOf('=')
    if (at > 0 && at < word.length - 1) found.push([word.slice(0, at), word.slice(at + 1)])
    else wrong.push(word)
  }
  return { found, wrong }
}
