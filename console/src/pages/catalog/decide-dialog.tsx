// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { decisionKinds, elsewhereForms, type Decide, type Drift } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import classes from './catalog.module.css'
import { usePlace } from './drift-item.tsx'
import { useDecide } from './queries.ts'

type Kind = Decide['kind']
type Form = (typeof elsewhereForms)[number]

/** The decisions that fit all of the drifts. */
export const fitting = (drifts: readonly Drift[]): Kind[] =>
  decisionKinds.filter((kind) => drifts.every(({ decisions }) => decisions.includes(kind)))

/** Asks what is decided about one or several drifts, and for what the decision has to say. */
export function DecideDialog(props: {
  readonly drifts: readonly Drift[]
  readonly onClose: () => void
  readonly onDone: () => void
}): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const placeOf = usePlace()
  const decide = useDecide(organisation.id)
  const { drifts } = props
  const kinds = fitting(drifts)
  const [first] = drifts
  const [kind, setKind] = useState<Kind | ''>(kinds.length === 1 ? (kinds[0] ?? '') : '')
  const [said, setSaid] = useState<{
    reason: string
    until: string
    form: Form
    place: string
    fides: string
  }>({
    reason: '',
    until: '',
    form: 'paper',
    place: '',
    fides: drifts.length === 1 ? (first?.fides ?? '') : '',
  })
  const body = kind === '' ? null : bodyOf(drifts, kind, said)
  return (
    <Confirm
      opened
      title={
        drifts.length === 1 && first
          ? t('catalog.decideAbout', { place: placeOf(first) })
          : t('catalog.decideSeveral', { count: drifts.length })
      }
      action={t('catalog.decideDo')}
      busy={decide.isPending}
      disabled={body === null}
      error={decide.error}
      onClose={props.onClose}
      onConfirm={() => body && decide.mutate(body, { onSuccess: props.onDone })}
    >
      {kinds.length === 0 && <p className={classes['say']}>{t('catalog.noneFits')}</p>}
      {kinds.length > 0 && (
        <Radio.Group
          label={t('catalog.decision.label')}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
        >
          <Stack gap="xs" mt="xs">
            {kinds.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`catalog.decision.${one}`)}
                description={t(`catalog.decisionSays.${one}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Details
        kind={kind}
        single={drifts.length === 1 ? first : undefined}
        said={said}
        onSay={(more) => setSaid((now) => ({ ...now, ...more }))}
      />
      {kind === 'promise' && (
        <p className={classes['small']}>
          <Link to={`/${organisation.id}/policy`}>{t('catalog.toPolicy')}</Link>
        </p>
      )}
    </Confirm>
  )
}

type Said = Parameters<typeof bodyOf>[2]

function bodyOf(
  drifts: readonly Drift[],
  kind: Kind,
  said: { reason: string; until: string; form: Form; place: string; fides: string },
): Decide | null {
  const [reason, place, fides] = [said.reason.trim(), said.place.trim(), said.fides.trim()]
  const body = {
    drifts: drifts.map(({ id }) => id),
    kind,
    ...(reason && kind !== 'accept' ? { reason } : {}),
  }
  switch (kind) {
    case 'accept':
      return { ...body, ...(fides && fides !== drifts[0]?.fides ? { fides } : {}) }
    case 'not-personal':
      return reason ? body : null
    case 'remove':
    case 'promise':
      return said.until ? { ...body, until: said.until } : null
    case 'elsewhere':
      return place ? { drifts: body.drifts, kind, form: said.form, place } : null
  }
}

function Details(props: {
  readonly kind: Kind | ''
  readonly single: Drift | undefined
  readonly said: Said
  readonly onSay: (more: Partial<Said>) => void
}): ReactNode {
  const { t } = useWords()
  const { kind, single, said, onSay } = props
  const category = single && ['unmapped-column', 'undeclared', 'contradicted'].includes(single.kind)
  return (
    <>
      {kind === 'accept' && category && (
        <TextInput
          label={t('catalog.fides')}
          description={t('catalog.fidesWhy')}
          value={said.fides}
          onChange={(event) => onSay({ fides: event.currentTarget.value })}
        />
      )}
      {(kind === 'remove' || kind === 'promise') && (
        <TextInput
          type="date"
          required
          label={t(`catalog.untilOf.${kind}`)}
          value={said.until}
          onChange={(event) => onSay({ until: event.currentTarget.value })}
        />
      )}
      {kind === 'elsewhere' && (
        <>
          <NativeSelect
            label={t('catalog.form.label')}
            value={said.form}
            onChange={(event) => onSay({ form: event.currentTarget.value as Form })}
            data={elsewhereForms.map((form) => ({ value: form, label: t(`catalog.form.${form}`) }))}
          />
          <TextInput
            required
            maxLength={500}
            label={t('catalog.place')}
            value={said.place}
            onChange={(event) => onSay({ place: event.currentTarget.value })}
          />
        </>
      )}
      {(kind === 'not-personal' || kind === 'remove' || kind === 'promise') && (
        <Textarea
          label={t('catalog.reason')}
          required={kind === 'not-personal'}
          rows={2}
          maxLength={500}
          value={said.reason}
          onChange={(event) => onSay({ reason: event.currentTarget.value })}
        />
      )}
    </>
  )
}
