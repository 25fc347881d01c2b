// SPDX-License-Identifier: Apache-2.0
import type { YAMLParseError } from 'yaml'
import type { Local } from './terms.ts'

const FORM: Local = {
  ja: '「キー: 値」の形になっていません（コロンは半角で、後に空白が要ります）',
  en: 'this is not "key: value" (a colon, then a space)',
}
const INDENT: Local = {
  ja: '字下げが前後の行と揃っていません',
  en: 'the indentation does not fit the lines around',
}

const WORDS: Partial<Record<YAMLParseError['code'], Local>> = {
  TAB_AS_INDENT: {
    ja: '字下げにタブが使われています（空白を使ってください）',
    en: 'a tab is used for indentation; use spaces',
  },
  BAD_INDENT: INDENT,
  MULTILINE_IMPLICIT_KEY: FORM,
  BLOCK_AS_IMPLICIT_KEY: {
    ja: '一行にコロンが二つあるか、字下げが揃っていません（コロンを含む文は引用符で囲みます）',
    en: 'there is a second colon on the line, or the indentation does not fit; put text with a colon in quotes',
  },
  BLOCK_IN_FLOW: {
    ja: '括弧の中にコロンを含む文か改行した一覧があります（コロンを含む文は引用符で囲みます）',
    en: 'between brackets there is text with a colon or a list on lines of its own; put text with a colon in quotes',
  },
  BAD_SCALAR_START: {
    ja: '値が記号（@、`、% など）で始まっています（引用符で囲みます）',
    en: 'a value begins with a sign such as @, ` or %; put it in quotes',
  },
  BAD_DQ_ESCAPE: {
    ja: '二重引用符の中の \\ の使い方が違います（単一引用符を使ってください）',
    en: 'a backslash in double quotes means something else; use single quotes',
  },
  TAG_RESOLVE_FAILED: { ja: '! で始まる型の指定は使えません', en: 'tags that begin with ! cannot be used' },
}

const QUOTE: Local = { ja: '引用符が閉じられていません', en: 'a quote is not closed' }
const BRACKET: Local = {
  ja: '括弧 { } [ ] が閉じられていないか、区切りのコンマがありません',
  en: 'a bracket { } [ ] is not closed, or a comma is missing',
}

/** What a fault of YAML means, for a person who writes a pack; the parser's own words where there are no others. */
export function yamlWords({ code, message }: YAMLParseError): Local {
  if (/closing ["']quote/.test(message)) return QUOTE
  if (/flow (?:map|sequence|collection)/i.test(message) && code !== 'BLOCK_IN_FLOW') return BRACKET
  const detail = message.split('\n')[0] ?? code
  return WORDS[code] ?? (code === 'MISSING_CHAR' ? FORM : { ja: detail, en: detail })
}
