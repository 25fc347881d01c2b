// SPDX-License-Identifier: Apache-2.0
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { GateChoices } from 'yakusoku/contract'
import { countriesIn } from '../../countries.ts'
import { useWords, type Text } from '../../language.ts'
import classes from './gate.module.css'
import { acts, asksFor, type Draft } from './question.ts'

// What explains a field stands below it, so that fields beside each other stand in a line.
const below = ['label', 'input', 'description', 'error'] as ['label', 'input', 'description', 'error']

interface Part {
  readonly draft: Draft
  readonly choices: GateChoices
  readonly onChange: (part: Partial<Draft>) => void
}

/** What is asked about: only what the act needs. */
export function AskFields(props: Part): ReactNode {
  const { t } = useWords()
  const { draft, choices, onChange } = props
  const asks = asksFor(draft)
  const purpose = choices.purposes.find(({ id }) => id === draft.purpose)
  return (
    <div className={classes['fields']}>
      <NativeSelect
        label={t('gate.actLabel')}
        value={draft.act}
        onChange={(event) => onChange({ act: event.currentTarget.value })}
        data={acts.map((act) => ({ value: act, label: t(`gate.act.${act}`) }))}
      />
      <Choice {...props} part="category" among={choices.categories} required />
      <Choice {...props} part="purpose" among={choices.purposes} required />
      <Typed {...props} part="person" why={t('gate.personWhy')} />
      <Typed {...props} part="actor" why={t('gate.actorWhy')} />
      {choices.clients.length > 0 && <Choice {...props} part="client" among={choices.clients} />}
      {asks.recipient && <Recipient {...props} />}
      {asks.recipient && <Country {...props} />}
      {asks.channel && <Choice {...props} part="channel" among={choices.channels} />}
      <Ground {...props} />
      {(purpose?.deidentified === true || draft.deidentified) && (
        <Checkbox
          className={classes['whole'] ?? ''}
          label={t('gate.deidentified')}
          checked={draft.deidentified}
          onChange={(event) => onChange({ deidentified: event.currentTarget.checked })}
        />
      )}
      <Boxes
        label={t('gate.rolesLabel')}
        chosen={draft.roles}
        among={choices.roles}
        onChange={(roles) => onChange({ roles })}
      />
    </div>
  )
}

type Named = readonly { readonly id: string; readonly name: Text }[]

/** Elements as options; what the address names beside them stays as it is written, to be asked about. */
function useOptions() {
  const { t, say } = useWords()
  const of = (among: Named) => among.map(({ id, name }) => ({ value: id, label: say(name) }))
  const whole = (chosen: string, among: Named, none: string = t('gate.choose')) => [
    { value: '', label: none },
    ...(chosen === '' || among.some(({ id }) => id === chosen) ? [] : [{ value: chosen, label: chosen }]),
    ...of(among),
  ]
  return { of, whole }
}

function Choice(
  props: Part & {
    readonly part: 'category' | 'purpose' | 'client' | 'channel'
    readonly among: Named
    readonly required?: boolean
  },
): ReactNode {
  const { t } = useWords()
  const { part, draft } = props
  return (
    <NativeSelect
      label={t(`gate.${part}`)}
      required={props.required === true}
      value={draft[part]}
      onChange={(event) => props.onChange({ [part]: event.currentTarget.value })}
      data={useOptions().whole(draft[part], props.among)}
    />
  )
}

function Typed(props: Part & { readonly part: 'person' | 'actor'; readonly why: string }): ReactNode {
  const { t } = useWords()
  const { part } = props
  return (
    <TextInput
      label={t(`gate.${part}`)}
      description={props.why}
      inputWrapperOrder={below}
      maxLength={200}
      autoComplete="off"
      value={props.draft[part]}
      onChange={(event) => props.onChange({ [part]: event.currentTarget.value })}
    />
  )
}

function Country({ draft, onChange }: Part): ReactNode {
  const { t, language } = useWords()
  const countries = countriesIn(language)
  const known = draft.country === '' || countries.some(({ value }) => value === draft.country)
  return (
    <NativeSelect
      label={t('gate.country')}
      value={draft.country}
      onChange={(event) => onChange({ country: event.currentTarget.value })}
      data={[
        { value: '', label: t('gate.ownCountry') },
        ...(known ? [] : [{ value: draft.country, label: draft.country }]),
        ...countries,
      ]}
    />
  )
}

function Recipient({ draft, choices, onChange }: Part): ReactNode {
  const { t } = useWords()
  const { of, whole } = useOptions()
  const all = [...choices.recipients, ...choices.receivers]
  const known = all.some(({ id }) => id === draft.recipient)
  return (
    <NativeSelect
      label={t('gate.recipient')}
      value={draft.recipient}
      onChange={(event) => onChange({ recipient: event.currentTarget.value })}
      data={[
        ...whole(known ? '' : draft.recipient, []),
        ...[
          { group: t('gate.receivers'), items: of(choices.receivers) },
          { group: t('gate.recipients'), items: of(choices.recipients) },
        ].filter(({ items }) => items.length > 0),
      ]}
    />
  )
}

function Ground({ draft, choices, onChange }: Part): ReactNode {
  const { t, say } = useWords()
  const { whole } = useOptions()
  const possible = choices.grounds.filter(({ acts: fit }) => fit.includes(draft.act))
  const chosen = choices.grounds.find(({ id }) => id === draft.ground)
  if (possible.length === 0 && draft.ground === '') return null
  const conditions = (chosen?.conditions ?? []).map((id) => ({ id, name: t(`gate.condition.${id}`) }))
  return (
    <>
      <NativeSelect
        label={t('gate.ground')}
        value={draft.ground}
        onChange={(event) => onChange({ ground: event.currentTarget.value, conditions: [] })}
        data={whole(
          draft.ground,
          chosen && !possible.includes(chosen) ? [chosen, ...possible] : possible,
          t('gate.noGround'),
        )}
      />
      {draft.ground !== '' && (
        <TextInput
          label={t('gate.document')}
          description={
            chosen?.document ? t('gate.documentAsked', { document: say(chosen.document) }) : undefined
          }
          inputWrapperOrder={below}
          maxLength={300}
          value={draft.document}
          onChange={(event) => onChange({ document: event.currentTarget.value })}
        />
      )}
      {conditions.length > 0 && (
        <Boxes
          label={t('gate.conditions')}
          chosen={draft.conditions}
          among={conditions.map(({ id, name }) => ({ id, name: { ja: name, en: name } }))}
          onChange={(stated) => onChange({ conditions: stated })}
        />
      )}
    </>
  )
}

function Boxes(props: {
  readonly label: string
  readonly chosen: readonly string[]
  readonly among: Named
  readonly onChange: (chosen: string[]) => void
}): ReactNode {
  const { of } = useOptions()
  return (
    <Checkbox.Group
      className={classes['whole'] ?? ''}
      label={props.label}
      value={[...props.chosen]}
      onChange={props.onChange}
    >
      <div className={classes['boxes']}>
        {of(props.among).map(({ value, label }) => (
          <Checkbox key={value} value={value} label={label} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
