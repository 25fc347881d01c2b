// SPDX-License-Identifier: Apache-2.0
import type {
  Act,
  Announcement,
  ChangeKind,
  Detail,
  ElementChange,
  PackDiff,
  PromiseChange,
  Telling,
} from '@yakusoku/core/diff'

type Language = 'ja' | 'en'
type Words = Readonly<Record<Language, string>>

const WHAT: Record<PromiseChange['what'], Words> = {
  added: { ja: '追加', en: 'added' },
  removed: { ja: '削除', en: 'removed' },
  tightened: { ja: '強化', en: 'tightened' },
  weakened: { ja: '緩和', en: 'weakened' },
  mixed: { ja: '強化と緩和', en: 'tightened and weakened' },
  reworded: { ja: '言い換え', en: 'reworded' },
  unclear: { ja: '向きは判断が要る', en: 'direction needs a person' },
}

const KINDS: Record<ChangeKind, Words> = {
  service: { ja: 'サービス', en: 'service' },
  law: { ja: '法令', en: 'law' },
  security: { ja: '安全管理', en: 'security' },
  clarification: { ja: '表現の明確化', en: 'clarification' },
  contact: { ja: '連絡先', en: 'contact' },
}

const WAYS: Record<Telling['notices'][number]['by'][number], Words> = {
  mail: { ja: 'メール', en: 'mail' },
  website: { ja: 'ウェブサイト', en: 'website' },
  talk: { ja: '直接の説明', en: 'talk' },
  letter: { ja: '書面', en: 'letter' },
  form: { ja: 'フォーム', en: 'form' },
}

const SAID = {
  effective: { ja: '施行日', en: 'effective' },
  kinds: { ja: '変更の種類', en: 'kinds of change' },
  promises: { ja: '約束', en: 'Promises' },
  elements: { ja: '約束を守るもの', en: 'What keeps them' },
  rest: { ja: 'そのほか', en: 'The rest' },
  tell: { ja: '知らせる相手', en: 'Whom to tell' },
  announce: { ja: '公表・届出', en: 'What to announce' },
  consent: { ja: '要る同意', en: 'Whose consent' },
  before: { ja: '旧', en: 'before' },
  after: { ja: '新', en: 'after' },
  because: { ja: 'もと', en: 'because of' },
  data: { ja: '情報', en: 'data' },
  until: { ja: 'までに', en: 'by' },
  ahead: { ja: '変更の前に', en: 'before the change' },
  filed: { ja: '届出も要る', en: 'filed as well' },
  unless: { ja: 'ただし', en: 'unless' },
  nobody: { ja: '特定の人に限らない', en: 'nobody in particular' },
  noNotice: { ja: '方針に定めた通知がない', en: 'the pack promises no notice' },
  nothingToDo: {
    ja: '知らせる義務も、新しい同意も要りません。',
    en: 'Nobody has to be told, and no new consent is needed.',
  },
  same: { ja: '違いはありません。', en: 'There is no difference.' },
} satisfies Record<string, Words>

/** A difference for a terminal, in one language. */
export function diffText(diff: PackDiff, name: string, language: Language): string {
  const say = (key: keyof typeof SAID) => SAID[key][language]
  const head = `${name} ${diff.from} → ${diff.to}（${say('effective')} ${diff.effective}）`
  const counted = diff.promises.length + diff.elements.length + diff.rest.length
  const first = language === 'en' ? head.replace('（', ' (').replace('）', ')') : head
  if (counted === 0) return `${first}\n${say('same')}\n`
  const kinds = diff.kinds.map((kind) => KINDS[kind][language]).join(language === 'ja' ? '、' : ', ')
  const blocks = [
    [`${first}`, `${say('kinds')}: ${kinds || '—'}`],
    block(
      say('promises'),
      diff.promises.flatMap((change) => promiseLines(change, language)),
    ),
    block(
      say('elements'),
      diff.elements.flatMap((change) => elementLines(change, language)),
    ),
    block(
      say('rest'),
      diff.rest.map((detail) => detailLine(detail, language)),
    ),
    block(
      say('tell'),
      diff.tell.flatMap((telling) => tellingLines(telling, language)),
    ),
    block(
      say('announce'),
      diff.announce.flatMap((act) => announcementLines(act, language)),
    ),
    block(
      say('consent'),
      diff.consent.flatMap((act) => actLines(act, language)),
    ),
  ]
  if (diff.tell.length + diff.announce.length + diff.consent.length === 0) blocks.push([say('nothingToDo')])
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

const block = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [`${title}`, ...lines] : []

function promiseLines(change: PromiseChange, language: Language): string[] {
  const { before, after } = change
  const reworded = before?.[language] !== after?.[language]
  return [
    `  ${change.id}  ${WHAT[change.what][language]}  ${change.heading[language]}`,
    ...(before && reworded ? [`    ${SAID.before[language]}: ${before[language]}`] : []),
    ...(after && reworded ? [`    ${SAID.after[language]}: ${after[language]}`] : []),
    ...change.details.map((detail) => `  ${detailLine(detail, language)}`),
    ...(change.because.length > 0 ? [`    ${SAID.because[language]}: ${change.because.join(', ')}`] : []),
  ]
}

function elementLines(change: ElementChange, language: Language): string[] {
  const what = change.what === 'changed' ? WHAT[change.effect][language] : WHAT[change.what][language]
  // That something comes or goes says little; what it means for people says more.
  const meaning = change.what === 'changed' ? '' : ` (${WHAT[change.effect][language]})`
  return [
    `  ${change.kind}:${change.id}  ${what}${meaning}  ${change.name[language]}`,
    ...change.details.map((detail) => `  ${detailLine(detail, language)}`),
  ]
}

function detailLine({ field, effect, before, after, gained, lost }: Detail, language: Language): string {
  const moved = gained && lost ? movedText(gained, lost) : `${before ?? '—'} → ${after ?? '—'}`
  return `  ${field}: ${moved}  [${WHAT[effect][language]}]`
}

const movedText = (gained: readonly string[], lost: readonly string[]): string =>
  [...gained.map((item) => `+ ${item}`), ...lost.map((item) => `- ${item}`)].join(', ')

const list = (names: readonly Words[], language: Language): string =>
  names.map((name) => name[language]).join(language === 'ja' ? '、' : ', ')

function tellingLines(telling: Telling, language: Language): string[] {
  const people =
    list(
      telling.subjects.map(({ name }) => name),
      language,
    ) || SAID.nobody[language]
  const notices = telling.notices.map(
    ({ name, by }) =>
      `${name[language]} (${list(
        by.map((way) => WAYS[way]),
        language,
      )})`,
  )
  return [
    `  ${telling.reason[language]}: ${people}${untilText(telling.until, language)}`,
    ...(notices.length > 0 ? notices.map((notice) => `    ${notice}`) : [`    ${SAID.noNotice[language]}`]),
  ]
}

const untilText = (until: string | undefined, language: Language): string => {
  if (until === undefined) return ''
  return language === 'ja' ? `（${until} ${SAID.until.ja}）` : ` (${SAID.until.en} ${until})`
}

function announcementLines(act: Announcement, language: Language): string[] {
  const marks = [act.before ? SAID.ahead[language] : '', act.filed ? SAID.filed[language] : ''].filter(
    Boolean,
  )
  const marked = marks.length > 0 ? ` [${marks.join(', ')}]` : ''
  return [`  ${act.reason[language]}  ${act.article ?? ''}${marked}${untilText(act.until, language)}`]
}

function actLines(act: Act, language: Language): string[] {
  return [
    `  ${act.reason[language]}  ${act.article ?? ''}`,
    `    ${SAID.data[language]}: ${act.categories.join(', ') || '—'}`,
    ...(act.unless ? [`    ${SAID.unless[language]}: ${act.unless[language]}`] : []),
  ]
}
