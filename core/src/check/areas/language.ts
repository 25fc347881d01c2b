// SPDX-License-Identifier: Apache-2.0
import type { DataPath } from '@yakusoku/core/packs'
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u
const ENGLISH_WORD = /[A-Za-z]{2,}/g
const WIDE = /[０-９Ａ-Ｚａ-ｚ]/
const JA = 'policy.ja.md' as const
const EN = 'policy.en.md' as const

// Three words and none of Japanese: a sentence nobody translated. Fewer may be a name, such as HACCP.
const isEnglish = (text: string): boolean =>
  !JAPANESE.test(text) && (text.match(ENGLISH_WORD)?.length ?? 0) >= 3

type Text = { path: DataPath; key: string; text: string }

const memo = new WeakMap<CheckContext, Text[]>()

/** Every text of the data, with the key it stands under. */
function textsOf(context: CheckContext): readonly Text[] {
  const known = memo.get(context)
  if (known) return known
  const found: Text[] = []
  const visit = (value: unknown, path: DataPath): void => {
    if (typeof value === 'string') found.push({ path, key: String(path.at(-1)), text: value })
    else if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index]))
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key])
  }
  visit(context.data, [])
  memo.set(context, found)
  return found
}

const inData = (context: CheckContext, wrong: (text: Text) => boolean): Hit[] =>
  textsOf(context)
    .filter(wrong)
    .map(({ path, text }) => ({ at: context.at(path), words: { text } }))

const inPolicy = (context: CheckContext, language: 'ja' | 'en', wrong: (text: string) => boolean): Hit[] =>
  context.sentences
    .filter((sentence) => sentence.language === language && wrong(sentence.text))
    .map(({ file, line, column, text }) => ({ at: { path: file, line, column }, words: { text } }))

/** Rules about the two languages and about letters that software reads. */
export const languageRules = rules(
  {
    id: 'language/english-in-japanese-data',
    severity: 'warning',
    title: ['日本語欄の英文', 'English in a Japanese field'],
    why: [
      '訳し忘れた欄は、日本語の画面と書面にそのまま出ます。',
      'A field that nobody translated appears on Japanese pages and letters as it is.',
    ],
    message: ['日本語の欄に英文があります: {text}', 'The Japanese field holds English: {text}'],
    suggestion: ['日本語で書いてください。', 'Write it in Japanese.'],
    lawsToo: true,
    find: (context) => inData(context, ({ key, text }) => key === 'ja' && isEnglish(text)),
    sample: {
      replace: 'name: { ja: 配送, en: Delivery }',
      good: 'name: { ja: 配送, en: Delivery }',
      bad: 'name: { ja: ‸Delivery of goods ordered, en: Delivery }',
    },
  },
  {
    id: 'language/japanese-in-english-data',
    severity: 'error',
    title: ['英語欄の日本語', 'Japanese in an English field'],
    why: [
      '英語で読む人には、訳されていない欄は読めません。',
      'Who reads English cannot read what was left in Japanese.',
    ],
    message: ['英語の欄に日本語があります: {text}', 'The English field holds Japanese: {text}'],
    suggestion: ['英語で書いてください。', 'Write it in English.'],
    lawsToo: true,
    find: (context) => inData(context, ({ key, text }) => key === 'en' && JAPANESE.test(text)),
    sample: {
      replace: 'name: { ja: 配送, en: Delivery }',
      good: 'name: { ja: 配送, en: Delivery }',
      bad: 'name: { ja: 配送, en: ‸配送 }',
    },
  },
  {
    id: 'language/english-in-japanese-text',
    severity: 'error',
    title: ['日本語の方針にある英文', 'English in the Japanese policy'],
    why: ['読めない文は約束を伝えません。', 'A sentence that cannot be read tells no promise.'],
    message: ['日本語の方針に英文があります: {text}', 'The Japanese policy has an English sentence: {text}'],
    suggestion: ['日本語で書いてください。', 'Write it in Japanese.'],
    find: (context) => inPolicy(context, 'ja', isEnglish),
    sample: {
      file: JA,
      replace: '書類は施錠して保管します。',
      good: '書類は施錠して保管します。',
      bad: '‸We keep documents under lock.',
    },
  },
  {
    id: 'language/japanese-in-english-text',
    severity: 'error',
    title: ['英語の方針にある日本語', 'Japanese in the English policy'],
    why: ['読めない文は約束を伝えません。', 'A sentence that cannot be read tells no promise.'],
    message: [
      '英語の方針に日本語があります: {text}',
      'The English policy has Japanese in a sentence: {text}',
    ],
    suggestion: ['英語で書いてください。', 'Write it in English.'],
    find: (context) => inPolicy(context, 'en', (text) => JAPANESE.test(text)),
    sample: {
      file: EN,
      replace: 'We keep documents under lock.',
      good: 'We keep documents under lock.',
      bad: '‸We keep documents 施錠.',
    },
  },
  {
    id: 'language/full-width-letters',
    severity: 'warning',
    title: ['全角の英数字', 'Full-width letters and digits'],
    why: [
      '電話番号やアドレスの全角の英数字は、電話にもメールにもプログラムにも使えません。',
      'Full-width letters in an address or a number can be neither dialled nor mailed nor compared.',
    ],
    message: ['全角の英数字があります: {text}', 'There are full-width letters or digits: {text}'],
    suggestion: ['半角で書いてください。', 'Write them half-width.'],
    lawsToo: true,
    find: (context) => inData(context, ({ key, text }) => key !== 'ja' && WIDE.test(text)),
    sample: {
      replace: 'mail: privacy@sample.example, name',
      good: "mail: privacy@sample.example, phone: '03-0000-0100', name",
      bad: 'mail: privacy@sample.example, phone: ‸０３-0000-0100, name',
    },
  },
  {
    id: 'language/half-width-kana',
    severity: 'warning',
    title: ['半角カナ', 'Half-width kana'],
    why: [
      '半角カナは、メールや古い仕組みで化け、検索にもかかりません。',
      'Half-width kana are garbled by mail and old systems, and no search finds them.',
    ],
    message: ['半角カナがあります: {text}', 'There are half-width kana: {text}'],
    suggestion: ['全角で書いてください。', 'Write them full-width.'],
    lawsToo: true,
    find: (context) => [
      ...inData(context, ({ text }) => /[ｦ-ﾟ]/.test(text)),
      ...inPolicy(context, 'ja', (text) => /[ｦ-ﾟ]/.test(text)),
    ],
    sample: {
      replace: 'name: { ja: 配送, en: Delivery }',
      good: 'name: { ja: サービスの配送, en: Delivery }',
      bad: 'name: { ja: ‸ｻｰﾋﾞｽの配送, en: Delivery }',
    },
  },
)
