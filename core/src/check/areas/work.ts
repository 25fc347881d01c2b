// SPDX-License-Identifier: Apache-2.0
import { printQuantity } from '@yakusoku/core/figures'
import type { Local } from '@yakusoku/core/packs'
import { deadlineQuantities, inDays, inPeriod } from '../data-figures.ts'
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'

const REVIEW = 'every: P3M, due: { convention: CALENDAR_DAYS, days: 30, warn: { days: 7 } }'

type Due = CheckContext['data']['duties'][number]['due']

const daysOf = (due: Due): number | undefined => {
  const all = deadlineQuantities(due).flatMap((quantity) => inDays(quantity) ?? [])
  return all.length === 0 ? undefined : Math.max(...all)
}

/** An ISO 8601 period in the words of a policy: P3M is 3か月, 3 months. */
function lengthOf(period: string | undefined): Local {
  const quantity = inPeriod(period)
  return quantity ? printQuantity(quantity) : { ja: period ?? '', en: period ?? '' }
}

/** How long before a deadline is warned. */
function leadOf(warn: NonNullable<ReturnType<typeof warnOf>>): Local {
  const [amount, unit] =
    'days' in warn
      ? ([warn.days, 'day'] as const)
      : 'hours' in warn
        ? ([warn.hours, 'hour'] as const)
        : ([warn.businessDays, 'business-day'] as const)
  return printQuantity({ kind: 'period', amount, unit })
}

/** Rules about what somebody has to do. */
export const workRules = rules(
  {
    id: 'duties/due-after-next-cycle',
    severity: 'error',
    title: ['次の回より後の期限', 'A duty due after it opens again'],
    why: [
      '期限より先に次の回が始まれば、一度も行わなくても遅れになりません。',
      'A duty that opens again before it is due is never late.',
    ],
    message: [
      '職務 {id} は{every}ごとですが、期限は{days}日後です。',
      'Duty {id} comes every {every} but is due only after {days} days.',
    ],
    suggestion: ['期限を周期より短くしてください。', 'Make it due within its cycle.'],
    find: (context) =>
      context.all('duty').flatMap(({ element, path }) => {
        const cycle = inDays(inPeriod(element.every))
        const days = daysOf(element.due)
        if (cycle === undefined || days === undefined || days <= cycle) return []
        const words = { id: element.id, every: lengthOf(element.every), days: String(Math.round(days)) }
        return [{ at: context.at([...path, 'due']), words }]
      }),
    sample: {
      replace: REVIEW,
      good: REVIEW,
      bad: 'every: P3M, due: ‸{ convention: CALENDAR_DAYS, days: 120, warn: { days: 7 } }',
    },
  },
  {
    id: 'duties/warned-at-once',
    severity: 'warning',
    title: ['初めから警告される期限', 'A deadline that warns from its first day'],
    why: [
      '開いた日から警告される期限は、警告の意味を失わせます。',
      'A warning that is there from the first day warns of nothing.',
    ],
    message: [
      '{id} の警告（{lead}前）は、期限（{days}日）と同じか、それより早く始まります。',
      'The warning of {id} ({lead} before) begins no later than the deadline of {days} days itself.',
    ],
    suggestion: ['warn を期限より短くしてください。', 'Make "warn" shorter than the deadline.'],
    find: warnedAtOnce,
    sample: {
      replace: REVIEW,
      good: REVIEW,
      bad: 'every: P3M, due: ‸{ convention: CALENDAR_DAYS, days: 30, warn: { days: 45 } }',
    },
  },
  {
    id: 'duties/no-warning',
    severity: 'note',
    title: ['警告のない期限', 'A deadline without a warning'],
    why: [
      '警告がなければ、担当は過ぎてから気付きます。',
      'Without a warning the owner learns of a deadline when it has passed.',
    ],
    message: ['{id} の期限に警告（warn）がありません。', 'The deadline of {id} has no "warn".'],
    suggestion: ['warn: { days: 7 } などを加えてください。', 'Add one, such as warn: { days: 7 }.'],
    find: (context) =>
      deadlines(context)
        .filter(({ due }) => warnOf(due) === undefined)
        .map(({ id, path }) => ({ at: context.at(path), words: { id } })),
    sample: {
      replace: REVIEW,
      good: REVIEW,
      bad: 'every: P3M, due: ‸{ convention: CALENDAR_DAYS, days: 30 }',
    },
  },
  {
    id: 'roles/nobody',
    severity: 'error',
    title: ['誰もなれない担当', 'An owner that nobody can be'],
    why: [
      '職務や措置の担当が、操作者の役割にも人にも結ばれていなければ、誰にも届きません。',
      'Where the owner of a duty or a measure is neither a role of operators nor a named holder, nobody is ever told.',
    ],
    message: [
      '{what} の担当 {role}（{name}）に account も holder もありません。',
      'Owner {role} ({name}) of {what} has neither "account" nor "holder".',
    ],
    suggestion: [
      '役割に account（操作者の役割）か holder（その人）を書いてください。',
      'Give the role an "account" (a role of operators) or a "holder".',
    ],
    find: ownersThatAreNobody,
    sample: {
      replace: '{ id: manager, account: privacy-manager, name',
      good: '{ id: manager, holder: { ja: 見本 花子, en: Hanako Mihon }, name',
      bad: '{ id: manager, name',
      also: [
        { replace: '{ id: review, owner: manager,', with: '{ id: review, owner: ‸manager,' },
        { replace: 'physical, owner: manager', with: 'physical, owner: clerk' },
      ],
    },
  },
  {
    id: 'safeguards/renewed-too-rarely',
    severity: 'warning',
    title: ['めったに更新されない措置', 'A measure renewed too rarely'],
    why: [
      '2年を超えて確かめられない措置は、今も守られているとはいえません（PrivacyMark の更新は2年ごと）。',
      'A measure that nobody looks at for more than two years is a claim, not a measure (PrivacyMark is renewed every two years).',
    ],
    message: [
      '措置 {id}（{name}）は{every}ごとにしか更新されません。',
      'Measure {id} ({name}) is renewed only every {every}.',
    ],
    suggestion: ['renewEvery を P2Y 以下にしてください。', 'Set "renewEvery" to P2Y or less.'],
    find: (context) =>
      context
        .all('safeguard')
        .filter(({ element }) => (inDays(inPeriod(element.renewEvery)) ?? 0) > 731)
        .map(({ element, path }) => ({
          at: context.at([...path, 'renewEvery']),
          words: { id: element.id, name: element.name, every: lengthOf(element.renewEvery) },
        })),
    sample: { replace: 'renewEvery: P1Y', good: 'renewEvery: P2Y', bad: 'renewEvery: ‸P5Y' },
  },
  {
    id: 'notices/ahead-exceeds-cycle',
    severity: 'error',
    title: ['周期より長い予告', 'A notice given longer ahead than it recurs'],
    why: [
      '次の回より前に出すべき予告は、いつも遅れています。',
      'A notice that has to go out before the one before it is always late.',
    ],
    message: [
      '通知 {id} は{every}ごとですが、{ahead}前に出すとあります。',
      'Notice {id} comes every {every} but has to go out {ahead} ahead.',
    ],
    suggestion: ['ahead を周期より短くしてください。', 'Make "ahead" shorter than the cycle.'],
    find: (context) =>
      context.all('notice').flatMap(({ element, path }) => {
        const [cycle, ahead] = [inDays(inPeriod(element.every)), inDays(inPeriod(element.ahead))]
        if (cycle === undefined || ahead === undefined || ahead <= cycle) return []
        const words = { id: element.id, every: lengthOf(element.every), ahead: lengthOf(element.ahead) }
        return [{ at: context.at([...path, 'ahead']), words }]
      }),
    sample: {
      replace: '{ id: change-mail, on: change, by: [mail], ahead: P30D, acceptance: continued-use,',
      good: '{ id: change-mail, every: P1Y, by: [mail], ahead: P30D,',
      bad: '{ id: change-mail, every: P1M, by: [mail], ahead: ‸P60D,',
      also: [
        { file: 'policy.ja.md', replace: '30日前までに', with: '前もって' },
        { file: 'policy.en.md', replace: 'by mail 30 days before', with: 'by mail before' },
        {
          replace: '{ id: review, owner: manager, every: P3M,',
          with: '{ id: review, owner: manager, on: change,',
        },
        { replace: '[duty:review]', with: '[duty:review, safeguard:quarter]' },
        {
          replace: 'consents:\n',
          with: '  - { id: quarter, kind: technical, owner: manager, renewEvery: P3M, document: { ja: 表, en: Sheet }, name: { ja: 四半期, en: Quarter } }\nconsents:\n',
        },
      ],
    },
  },
  {
    id: 'notices/never-sent',
    severity: 'warning',
    title: ['きっかけのない通知', 'A notice that nothing sends'],
    why: [
      '出来事にも周期にも提供先にも結ばれていない通知は、出ることがありません。',
      'A notice with neither an event nor a cycle, and which no recipient or transfer names, never goes out.',
    ],
    message: [
      '通知 {id}（{name}）には on も every もなく、何からも使われません。',
      'Notice {id} ({name}) has neither "on" nor "every", and nothing names it.',
    ],
    suggestion: [
      'on に出来事を、または every に周期を書いてください。',
      'Write an event under "on", or a cycle under "every".',
    ],
    find: (context) =>
      context
        .all('notice')
        .filter(
          ({ element }) =>
            element.on === undefined &&
            element.every === undefined &&
            context.usesOf('notice', element.id).every(({ path }) => path[0] === 'promises'),
        )
        .map(({ element, path }) => ({
          at: context.at([...path, 'id']),
          words: { id: element.id, name: element.name },
        })),
    sample: {
      replace: '{ id: change-mail, on: change,',
      good: '{ id: change-mail, on: change,',
      bad: '{ id: ‸change-mail,',
      also: [
        {
          replace: '{ id: review, owner: manager, every: P3M,',
          with: '{ id: review, owner: manager, on: change,',
        },
        { replace: '[duty:review]', with: '[duty:review, safeguard:quarter]' },
        {
          replace: 'consents:\n',
          with: '  - { id: quarter, kind: technical, owner: manager, renewEvery: P3M, document: { ja: 表, en: Sheet }, name: { ja: 四半期, en: Quarter } }\nconsents:\n',
        },
      ],
    },
  },
  {
    id: 'notices/acceptance-without-notice-period',
    severity: 'error',
    title: ['予告のない継続利用の同意', 'Acceptance by continued use without time to leave'],
    why: [
      '知る前に使い続けたことを同意とは呼べません。前もって知らせ、やめる時間がなければなりません（民法第548条の4）。',
      'Going on to use a service is acceptance only where people were told before and had time to leave (Civil Code Art. 548-4).',
    ],
    message: [
      '通知 {id} は継続利用を同意とみなしますが、予告の期間（ahead）がありません。',
      'Notice {id} takes continued use as acceptance, but has no "ahead".',
    ],
    suggestion: ['ahead: P30D などの期間を加えてください。', 'Add a period such as ahead: P30D.'],
    find: (context) =>
      context
        .all('notice')
        .filter(({ element }) => element.acceptance === 'continued-use' && element.ahead === undefined)
        .map(({ element, path }) => ({ at: context.at([...path, 'acceptance']), words: { id: element.id } })),
    sample: {
      replace: 'by: [mail], ahead: P30D, acceptance: continued-use',
      good: 'by: [mail], ahead: P30D, acceptance: continued-use',
      bad: 'by: [mail], acceptance: ‸continued-use',
      also: [
        { file: 'policy.ja.md', replace: '30日前までに', with: '前もって' },
        { file: 'policy.en.md', replace: 'by mail 30 days before', with: 'by mail before' },
      ],
    },
  },
)

type Deadline = { id: string; due: Due; path: (string | number)[] }

function deadlines(context: CheckContext): Deadline[] {
  return [
    ...context
      .all('duty')
      .map(({ element, path }) => ({ id: element.id, due: element.due, path: [...path, 'due'] })),
    ...context.all('procedure').map(({ element, path }) => ({
      id: element.id,
      due: element.deadline.rule,
      path: [...path, 'deadline', 'rule'],
    })),
  ]
}

const warnOf = (due: Due) => (due.convention === 'NO_NUMBER_WITHOUT_DELAY' ? due.target.warn : due.warn)

function warnedAtOnce(context: CheckContext): Hit[] {
  return deadlines(context).flatMap(({ id, due, path }) => {
    const [warn, days] = [warnOf(due), daysOf(due)]
    // A soft range is warned of from its first day on: it says so itself.
    if (!warn || days === undefined || due.convention === 'SOFT_RANGE') return []
    const lead = 'days' in warn ? warn.days : 'hours' in warn ? warn.hours / 24 : (warn.businessDays * 7) / 5
    if (lead < days) return []
    const words = { id, lead: leadOf(warn), days: String(Math.round(days)) }
    return [{ at: context.at(path), words }]
  })
}

function ownersThatAreNobody(context: CheckContext): Hit[] {
  const owned = [
    ...context.all('duty').map((found) => ({ ...found, kind: 'duty' })),
    ...context.all('safeguard').map((found) => ({ ...found, kind: 'safeguard' })),
    ...context.all('desk').map((found) => ({ ...found, kind: 'desk' })),
  ]
  return owned.flatMap(({ element, path, kind }) => {
    const role = context.find('role', element.owner)?.element
    if (!role || role.account !== undefined || role.holder !== undefined) return []
    const words = { what: `${kind}:${element.id}`, role: role.id, name: role.name }
    return [{ at: context.at([...path, 'owner']), words }]
  })
}
