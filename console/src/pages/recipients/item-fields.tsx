// SPDX-License-Identifier: Apache-2.0
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import type { Asked, RecordChoices, RecordedBy, RecordedField, RecordedPerson } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Panel } from '../../ui/panel.tsx'
import { wrongPersons, type Draft } from './draft.ts'
import classes from './recipients.module.css'

const kinds = ['email', 'customer_id', 'phone_number'] as const satisfies readonly RecordedPerson['kind'][]

interface Part {
  readonly draft: Draft
  readonly asked: Asked
  readonly choices: RecordChoices
  readonly correcting: boolean
  readonly onChange: (part: Partial<Draft>) => void
}

/** The items that the law asks for, each with its article, and what decides how long the record is kept. */
export function ItemFields(props: Part): ReactNode {
  const { t } = useWords()
  const { asked, draft } = props
  const asks = (field: RecordedField) => asked.items.some((one) => one.field === field)
  return (
    <Panel title={t('recipients.fill')}>
      <div className={classes['fields']}>
        {asks('counterparty') && <OtherSide {...props} />}
        <Days {...props} />
        {asks('history') && (
          <>
            <Text {...props} part="how" field="history" long />
            <Text {...props} part="confirmedBy" field="history" />
          </>
        )}
        {asks('persons') && <Persons {...props} />}
        {asks('data') && <Data {...props} />}
        {asks('publication') && <Text {...props} part="publication" field="publication" />}
        {asks('consent') && <Text {...props} part="consent" field="consent" />}
        {asks('foreign-information') && (
          <Text {...props} part="foreignInformation" field="foreign-information" />
        )}
        {props.correcting && (
          <TextInput
            label={t('recipients.reason')}
            required
            maxLength={300}
            value={draft.reason}
            onChange={(event) => props.onChange({ reason: event.currentTarget.value })}
          />
        )}
      </div>
    </Panel>
  )
}

/** The article that asks for a part, in the language of the screen. */
function useArticle({ items }: Asked): (field: RecordedField) => string {
  const { say } = useWords()
  return (field) => {
    const found = items.find((one) => one.field === field)
    return found ? say(found.article) : ''
  }
}

function Text(
  props: Part & {
    readonly part: 'how' | 'confirmedBy' | 'publication' | 'consent' | 'foreignInformation'
    readonly field: RecordedField
    readonly long?: boolean
  },
): ReactNode {
  const { t } = useWords()
  const articleOf = useArticle(props.asked)
  const { draft, part, field, onChange } = props
  const common = {
    label: t(`recipients.${part}`),
    description: `${t(`recipients.${part}Why`)} ${articleOf(field)}`,
    required: true,
    maxLength: props.long ? 500 : 300,
    value: draft[part],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [part]: event.currentTarget.value }),
  }
  return props.long ? <Textarea rows={2} {...common} /> : <TextInput {...common} />
}

function OtherSide({ draft, asked, onChange }: Part): ReactNode {
  const { t } = useWords()
  const articleOf = useArticle(asked)
  const parts = ['name', 'address', ...(draft.counterpart === 'company' ? ['representative'] : [])] as (
    | 'name'
    | 'address'
    | 'representative'
  )[]
  return parts.map((part) => (
    <TextInput
      key={part}
      label={t(part === 'name' ? 'recipients.counterparty' : `recipients.${part}`)}
      description={articleOf('counterparty')}
      required
      maxLength={part === 'address' ? 300 : 200}
      autoComplete="off"
      value={draft[part]}
      onChange={(event) => onChange({ [part]: event.currentTarget.value })}
    />
  ))
}

function Days({ draft, asked, onChange }: Part): ReactNode {
  const { t, say } = useWords()
  const articleOf = useArticle(asked)
  const needed = asked.items.some(({ field }) => field === 'date')
  const chosen = asked.methods.find(({ method }) => method === draft.method)
  return (
    <>
      <NativeSelect
        label={t('recipients.method')}
        description={chosen ? t(`recordKeep.${draft.method}`, { article: say(chosen.article) }) : undefined}
        value={draft.method}
        onChange={(event) => onChange({ method: event.currentTarget.value as RecordedBy })}
        data={asked.methods.map(({ method }) => ({ value: method, label: t(`recordMethod.${method}`) }))}
      />
      <TextInput
        type="date"
        label={t(draft.method === 'each-time' ? 'recipients.day' : 'recipients.firstDay')}
        description={needed ? articleOf('date') : t('recipients.dayNotAsked')}
        required={needed}
        value={draft.first}
        onChange={(event) => onChange({ first: event.currentTarget.value })}
      />
      {draft.method !== 'each-time' && (
        <TextInput
          type="date"
          label={t('recipients.lastDay')}
          description={t('recipients.lastDayWhy')}
          value={draft.last}
          onChange={(event) => onChange({ last: event.currentTarget.value })}
        />
      )}
    </>
  )
}

function Persons({ draft, asked, onChange }: Part): ReactNode {
  const { t } = useWords()
  const articleOf = useArticle(asked)
  const list = useRef<HTMLTextAreaElement>(null)
  const wrong = wrongPersons(draft.persons, draft.personKind)
  const says = wrong === null ? '' : t(`recipients.wrongPersons.${wrong.what}`, { line: wrong.line })
  // The browser holds the form back and leads to the field, as where nothing is filled in.
  useEffect(() => list.current?.setCustomValidity(says), [says])
  return (
    <>
      <NativeSelect
        label={t('recipients.personBy')}
        value={draft.personKind}
        onChange={(event) => onChange({ personKind: event.currentTarget.value as RecordedPerson['kind'] })}
        data={kinds.map((one) => ({ value: one, label: t(`personKind.${one}`) }))}
      />
      <Textarea
        className={classes['whole'] ?? ''}
        ref={list}
        label={t('recipients.people')}
        description={[
          t('recipients.peopleWhy'),
          articleOf('persons'),
          ...(draft.others.length > 0 ? [t('recipients.others', { count: draft.others.length })] : []),
        ].join(' ')}
        required
        rows={4}
        value={draft.persons}
        onChange={(event) => onChange({ persons: event.currentTarget.value })}
      />
    </>
  )
}

function Data({ draft, asked, choices, onChange }: Part): ReactNode {
  const { t, say } = useWords()
  const articleOf = useArticle(asked)
  return (
    <Checkbox.Group
      className={classes['whole'] ?? ''}
      label={t('recipients.items')}
      description={articleOf('data')}
      required
      value={[...draft.data]}
      onChange={(data) => onChange({ data })}
    >
      <div className={classes['boxes']}>
        {choices.categories.map(({ id, name }) => (
          <Checkbox key={id} value={id} label={say(name)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
