// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { GateUse } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { matches } from '../../matches.ts'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { isCut, useChoices, useUses } from './calls.ts'
import { summed } from './counted.ts'
import { DayFields, lastWeek } from './days.tsx'
import classes from './gate.module.css'
import { HowToAsk } from './how-to-ask.tsx'
import { useNames } from './names.ts'
import { acts } from './question.ts'
import { useTexts } from './use-texts.ts'

const permits = ['permit'] as const

/** Who used what for which purpose. */
export function Uses(): ReactNode {
  const { t } = useWords()
  const [days, setDays] = useState(lastWeek)
  const [act, setAct] = useState('')
  const [search, setSearch] = useState('')
  const uses = useUses({ ...days, answers: permits })
  return (
    <>
      <Panel title={t('gate.find')}>
        <div className={classes['filters']}>
          <DayFields days={days} onChange={setDays} />
          <NativeSelect
            label={t('gate.actLabel')}
            value={act}
            onChange={(event) => setAct(event.currentTarget.value)}
            data={[
              { value: '', label: t('gate.every') },
              ...acts.map((one) => ({ value: one, label: t(`gate.act.${one}`) })),
            ]}
          />
          <TextInput
            type="search"
            label={t('gate.searchUses')}
            description={t('gate.searchUsesWhy')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
      </Panel>
      <Loaded query={uses}>{(read) => <Found uses={read} act={act} search={search} />}</Loaded>
    </>
  )
}

const heads = [
  'actorHead',
  'rolesHead',
  'actLabel',
  'category',
  'purpose',
  'recipient',
  'count',
  'last',
] as const

function Found(props: {
  readonly uses: readonly GateUse[]
  readonly act: string
  readonly search: string
}): ReactNode {
  const { t } = useWords()
  const choices = useChoices()
  const textsOf = useTexts(useNames(choices.data))
  const rows = summed(props.uses)
    .map((use) => ({ use, texts: textsOf(use) }))
    .filter(
      ({ use, texts }) =>
        (props.act === '' || use.act === props.act) &&
        matches(props.search, [
          ...Object.values(texts),
          use.category,
          use.purpose,
          use.recipient ?? '',
          ...use.roles,
        ]),
    )
  const title = t('gate.usesTitle')
  return (
    <Panel title={title} flush={rows.length > 0}>
      {props.uses.length === 0 && <HowToAsk title={t('gate.noUses')} why={t('gate.noUsesWhy')} />}
      {props.uses.length > 0 && rows.length === 0 && (
        <Empty title={t('gate.noneFound')}>{t('gate.noneFoundWhy')}</Empty>
      )}
      {isCut(props.uses) && <p className={classes['inset']}>{t('gate.most')}</p>}
      {rows.length > 0 && (
        <Table caption={title} heads={heads.map((head) => t(`gate.${head}`))} dense>
          {rows.map(({ use, texts }) => (
            <tr key={JSON.stringify([texts, use.lastAt])}>
              <th scope="row" className={classes['id']}>
                {texts.actor || '–'}
              </th>
              <td>{texts.roles || '–'}</td>
              <td>{texts.act}</td>
              <td>{texts.data}</td>
              <td>{texts.purpose}</td>
              <td>{texts.recipient || '–'}</td>
              <td>{use.count}</td>
              <td>
                <Moment at={use.lastAt} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}
