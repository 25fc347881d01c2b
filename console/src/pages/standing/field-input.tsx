// SPDX-License-Identifier: Apache-2.0
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { countriesIn } from '../../countries.ts'
import { useWords } from '../../language.ts'
import { linesOf } from './callers.ts'
import { useOperators, useTokens } from './calls.ts'
import { isList, useActs, useLists, type Named } from './names.ts'
import type { Draft, Field, FieldName } from './register.ts'

interface Filled {
  readonly field: Field
  readonly draft: Draft
  /** It is what the entry is about, which cannot be changed. */
  readonly fixed: boolean
  readonly onChange: (value: string) => void
}

/** The field of one thing an entry says. */
export function FieldInput(props: Filled): ReactNode {
  const { t, language } = useWords()
  const list = useLists()
  const acts = useActs()
  const { field, draft, onChange } = props
  const { control } = field
  if (isList(control)) return <Select {...props} named={list(control)} />
  if (control === 'act') return <Select {...props} named={acts} />
  if (control === 'country') return <Select {...props} named={countriesIn(language)} />
  if (control === 'actor') return <Actor {...props} />
  if (control === 'yes')
    return (
      <Checkbox
        label={t(`standing.field.${field.name}`)}
        description={t('standing.hint.related')}
        checked={draft[field.name] === 'yes'}
        onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : '')}
      />
    )
  if (control === 'token') return <Caller {...props} />
  if (control === 'roles') return <Roles {...props} named={list('roleNames')} />
  if (control === 'lines' || control === 'names') return <Lines {...props} />
  if (control === 'long') return <Note {...props} />
  return <Line {...props} />
}

const hinted = [
  'id',
  'class',
  'entity',
  'document',
  'contractUntil',
  'assessedUntil',
  'decidedBy',
  'sha256',
  'told',
  'type',
  'also',
  'saysActionProperties',
  'saysIds',
  'saysResourceProperties',
  'saysCategory',
  'meansPerson',
  'caller',
  'within',
  'what',
] as const

function useHint(): (name: FieldName) => string | undefined {
  const { t } = useWords()
  return (name) => {
    const found = hinted.find((one) => one === name)
    return found && t(`standing.hint.${found}`)
  }
}

const limits: Partial<Record<FieldName, number>> = {
  id: 60,
  name: 200,
  representative: 200,
  decidedBy: 100,
  version: 40,
  sha256: 64,
  type: 40,
  caller: 100,
}
const country = '[A-Za-zＡ-Ｚａ-ｚ]{2}'
const between = '[\\s,、，]'
const patterns: Partial<Record<FieldName, string>> = {
  id: '[a-z0-9][a-z0-9\\-]{0,59}',
  sha256: '[0-9a-f]{64}',
  within: `${between}*${country}(${between}+${country})*${between}*`,
  meansPerson: 'id|none|property:\\S{1,100}',
}

function Line({ field: { name, control, required }, draft, fixed, onChange }: Filled): ReactNode {
  const { t } = useWords()
  const hint = useHint()
  // Only of a client: a demand is held by a document.
  const shown = name === 'document' && (draft['within'] ?? '').trim() !== ''
  return (
    <TextInput
      type={control === 'day' ? 'date' : 'text'}
      label={t(`standing.field.${name}`)}
      description={hint(name)}
      required={required ?? shown}
      disabled={fixed}
      maxLength={limits[name] ?? 300}
      pattern={patterns[name]}
      title={patterns[name] ? hint(name) : undefined}
      autoComplete="off"
      value={draft[name] ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function Note({ field: { name, required }, draft, onChange }: Filled): ReactNode {
  const { t } = useWords()
  return (
    <Textarea
      label={t(`standing.field.${name}`)}
      description={t(name === 'what' ? 'standing.hint.what' : 'standing.hint.note')}
      required={required === true || draft['related'] === 'yes'}
      rows={2}
      maxLength={500}
      value={draft[name] ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** Several things, one a line. */
function Lines({ field: { name }, draft, onChange }: Filled): ReactNode {
  const { t } = useWords()
  const hint = useHint()
  return (
    <Textarea
      label={t(`standing.field.${name}`)}
      description={hint(name)}
      rows={2}
      autosize
      maxRows={8}
      autoComplete="off"
      spellCheck={false}
      value={draft[name] ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** A token, by its name for who may see them. */
function Caller(props: Filled): ReactNode {
  const { data } = useTokens()
  if (!data) return <Line {...props} />
  return <Select {...props} named={data.tokens.map(({ id, name }) => ({ value: id, label: name }))} />
}

/** The roles that somebody has, of those of the policy; what was declared once and is no more can be taken away. */
function Roles({
  field: { name },
  draft,
  named,
  onChange,
}: Filled & { readonly named: readonly Named[] }): ReactNode {
  const { t } = useWords()
  const chosen = linesOf(draft[name])
  const gone = chosen.filter((one) => named.every(({ value }) => value !== one))
  return (
    <Checkbox.Group
      label={t(`standing.field.${name}`)}
      description={t('standing.hint.roles')}
      value={chosen}
      onChange={(roles) => onChange(roles.join('\n'))}
    >
      {[...named, ...gone.map((value) => ({ value, label: value }))].map(({ value, label }) => (
        <Checkbox key={value} value={value} label={label} mt="xs" />
      ))}
    </Checkbox.Group>
  )
}

function Select(props: Filled & { readonly named: readonly Named[] }): ReactNode {
  const { t } = useWords()
  const hint = useHint()
  const { field, draft, fixed, named, onChange } = props
  const value = draft[field.name] ?? ''
  const unlimited = ['act', 'purpose', 'receiver', 'caller', 'saysCategory'].includes(field.name)
  const none = field.required ? 'standing.choose' : unlimited ? 'standing.any' : 'standing.without'
  // What an address asks for may be declared no more: it is shown, and the server says so.
  const known = value === '' || named.some((one) => one.value === value)
  return (
    <NativeSelect
      label={t(`standing.field.${field.name}`)}
      description={hint(field.name)}
      required={field.required ?? false}
      disabled={fixed}
      value={value}
      data={[{ value: '', label: t(none) }, ...named, ...(known ? [] : [{ value, label: value }])]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

const byId = '*'

/** Somebody who works here, or the id that a program gives for somebody. */
function Actor({ field, draft, fixed, onChange }: Filled): ReactNode {
  const { t } = useWords()
  const { data } = useOperators()
  const value = draft[field.name] ?? ''
  const operators = (data?.operators ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const isOperator = operators.some((one) => one.value === value)
  const [other, setOther] = useState(false)
  const typed = other || (value !== '' && !isOperator)
  return (
    <>
      <NativeSelect
        label={t('standing.field.actor')}
        required
        disabled={fixed}
        value={typed ? byId : value}
        data={[
          { value: '', label: t('standing.choose') },
          ...operators,
          { value: byId, label: t('standing.byId') },
        ]}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          setOther(chosen === byId)
          onChange(chosen === byId ? '' : chosen)
        }}
      />
      {typed && (
        <TextInput
          label={t('standing.actorId')}
          description={t('standing.hint.actor')}
          required
          disabled={fixed}
          maxLength={150}
          pattern="[A-Za-z0-9][A-Za-z0-9._:\|=+\-]{0,149}"
          title={t('standing.hint.actor')}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  )
}
