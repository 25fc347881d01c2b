// SPDX-License-Identifier: Apache-2.0
import { Checkbox, Fieldset, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useDeciding, type DialogProps } from './decisions.tsx'
import classes from './requests.module.css'

type Identity = NonNullable<DialogProps['request']['requester']>['identities'][number]

/** Says what collecting again gives up, and asks what else to search by. */
export function CollectAgainDialog(props: DialogProps): ReactNode {
  const { t } = useWords()
  const { requester, identityKinds } = props.request
  const none: Identity = { kind: identityKinds[0] ?? '', value: '', checked: '' }
  const before = requester?.identities ?? []
  const [dropped, setDropped] = useState<readonly Identity[]>([])
  const [added, setAdded] = useState(none)
  const onClose = () => {
    setDropped([])
    setAdded(none)
    props.onClose()
  }
  const done = t('request.collectingAgain')
  const { decide, close, ...deciding } = useDeciding({ ...props, onClose }, 'collect-again', done)
  const [value, checked] = [added.value.trim(), added.checked.trim()]
  const identities = [
    ...before.filter((one) => !dropped.includes(one)),
    ...(value === '' ? [] : [{ ...added, value, checked }]),
  ]
  return (
    <Confirm
      {...deciding}
      opened={props.opened}
      title={t('request.collectAgain')}
      action={t('request.collectAgainDo')}
      disabled={(value === '') !== (checked === '')}
      onClose={close}
      onConfirm={() => decide({ identities })}
    >
      <p className={classes['say']}>{t('request.collectAgainWhat')}</p>
      {before.length > 0 && (
        <Stack gap="xs">
          {before.map((one) => (
            <Checkbox
              key={`${one.kind} ${one.value}`}
              label={t('request.alsoBy', { value: one.value })}
              checked={!dropped.includes(one)}
              onChange={(event) =>
                setDropped(
                  event.currentTarget.checked ? dropped.filter((other) => other !== one) : [...dropped, one],
                )
              }
            />
          ))}
        </Stack>
      )}
      {identityKinds.length > 0 && <Added kinds={identityKinds} value={added} onChange={setAdded} />}
    </Confirm>
  )
}

function Added(props: {
  readonly kinds: readonly string[]
  readonly value: Identity
  readonly onChange: (value: Identity) => void
}): ReactNode {
  const { t } = useWords()
  const { kinds, value, onChange } = props
  return (
    <Fieldset legend={t('request.searchWider')}>
      <Stack gap="md">
        <p className={classes['say']}>{t('request.searchWiderWhy')}</p>
        <NativeSelect
          label={t('request.identityKind')}
          value={value.kind}
          onChange={(event) => onChange({ ...value, kind: event.currentTarget.value })}
          data={kinds.map((kind) => ({ value: kind, label: t(`identityKind.${kind as 'email'}`, kind) }))}
        />
        <TextInput
          label={t('request.identityValue')}
          description={t('request.identityValueWhy')}
          maxLength={254}
          autoComplete="off"
          value={value.value}
          onChange={(event) => onChange({ ...value, value: event.currentTarget.value })}
        />
        <TextInput
          label={t('request.identityChecked')}
          description={t('request.identityCheckedWhy')}
          maxLength={500}
          autoComplete="off"
          value={value.checked}
          onChange={(event) => onChange({ ...value, checked: event.currentTarget.value })}
        />
      </Stack>
    </Fieldset>
  )
}
