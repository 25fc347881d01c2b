// SPDX-License-Identifier: Apache-2.0
import type { Explanation } from '@yakusoku/core/authzen'

const words = {
  ja: {
    permit: '認めます',
    deny: '認めません',
    gap: '定めがないため認めません',
    promises: '約束',
    by: '決めたもの',
    article: '根拠条文',
    remedy: '認められるには',
    obligations: '伴う義務',
    lifted: '例外により除かれました',
    fine: '妨げなし',
    steps: '確かめたこと',
  },
  en: {
    permit: 'PERMIT',
    deny: 'DENY',
    gap: 'GAP: not declared, and so denied',
    promises: 'promises',
    by: 'decided by',
    article: 'article',
    remedy: 'to make it a yes',
    obligations: 'obligations',
    lifted: 'lifted by the ground',
    fine: 'nothing in the way',
    steps: 'what was checked',
  },
} as const

/** An explanation as a tree of lines. */
export function explanationText(one: Explanation, language: 'ja' | 'en'): string {
  const said = words[language]
  const head = [
    `${said[one.answer]}: ${one.says[language]}`,
    ...(one.promises.length > 0 ? [`  ${said.promises}: ${one.promises.join(', ')}`] : []),
    ...(one.by.length > 0 ? [`  ${said.by}: ${one.by.join(', ')}`] : []),
    ...(one.article === undefined ? [] : [`  ${said.article}: ${one.article}`]),
    ...(one.remedy ? [`  ${said.remedy}: ${one.remedy[language]}`] : []),
    ...one.obligations.map((each) => `  ${said.obligations}: ${JSON.stringify(each)}`),
  ]
  const steps = one.steps.flatMap(({ name, found }, at) => {
    const branch = at === one.steps.length - 1 ? '└─' : '├─'
    if (found.length === 0) return [`${branch} ${name[language]}: ${said.fine}`]
    return found.map(
      ({ says, lifted, by }) =>
        `${branch} ${name[language]}: ${says[language]}${lifted ? ` (${said.lifted})` : ''} [${by.join(', ')}]`,
    )
  })
  return `${[...head, ...(steps.length > 0 ? [said.steps, ...steps] : [])].join('\n')}\n`
}
