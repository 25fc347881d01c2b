// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PersonChoices, PersonKnown, PersonState } from 'yakusoku/contract'
import { formatDay } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { Empty, Panel, Particulars } from '../../ui/panel.tsx'
import classes from './persons.module.css'
import { standing, type Subject } from './said.ts'

/** Names what was or can be said: its kind and what it is about. */
export function useNames(): (subject: Subject) => string {
  const { t, language } = useWords()
  return ({ path, id, name, category }) => {
    const own = id === 'use' || id === 'provide' ? t(`personSuspension.${id}`) : t('personRestriction.all')
    const about = name?.[language] ?? (path === 'suspensions' || id === '*' ? own : id)
    const of = category === undefined ? [] : [category.name?.[language] ?? category.id]
    return `${t(`personAct.${path}`)}: ${[about, ...of].join(t('list.comma'))}`
  }
}

/** What stands for a person: what can be taken back here, then what programs recorded. */
export function Stands(props: {
  readonly known: PersonKnown
  readonly choices: PersonChoices
  readonly onTakeBack: ((subject: Subject) => void) | null
}): ReactNode {
  const { t } = useWords()
  const name = useNames()
  const { known, choices, onTakeBack } = props
  const subjects = standing(known.state, choices)
  const others = useOthers(known.state, choices)
  const ever = known.known || known.history.length > 0
  return (
    <Panel title={t('persons.of')}>
      {subjects.length + others.length === 0 && (
        <Empty title={t(ever ? 'persons.noneStands' : 'persons.nothing')}>
          {t(ever ? 'persons.noneStandsWhy' : 'persons.nothingWhy')}
        </Empty>
      )}
      {subjects.length > 0 && (
        <ul className={classes['list']}>
          {subjects.map((one) => (
            <li key={`${one.path} ${one.id} ${one.category?.id ?? ''}`}>
              <span>{name(one)}</span>
              {onTakeBack && (
                <Button
                  variant="default"
                  aria-label={t('persons.takeBackOf', { what: name(one) })}
                  onClick={() => onTakeBack(one)}
                >
                  {t('persons.takeBack')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <div className={classes['others']}>
          <Particulars items={others} />
        </div>
      )}
    </Panel>
  )
}

function useOthers(state: PersonState, choices: PersonChoices): (readonly [string, string])[] {
  const { t, say, language } = useWords()
  const { born, guardian, jurisdictions, subjects, happened, over } = state
  const region = new Intl.DisplayNames([language], { type: 'region' })
  const named = (ids: readonly string[], among: PersonChoices['events']) =>
    ids.map((id) => {
      const found = among.find((one) => one.id === id)
      return found ? say(found.name) : id
    })
  const told = [
    ['jurisdictions', jurisdictions.map((code) => region.of(code) ?? code)],
    ['born', born === null ? [] : [formatDay(born, language)]],
    ['guardian', guardian ? [t('persons.guardian')] : []],
    ['subjects', named(subjects, choices.subjects)],
    ['happened', named(happened, choices.events)],
    ['over', named(over, choices.categories)],
  ] as const
  return told
    .filter(([, texts]) => texts.length > 0)
    .map(([which, texts]) => [t(`personParticular.${which}`), texts.join(t('list.comma'))])
}
