// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Passkey } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import {
  deletePasskey,
  enrolAnew,
  PasskeyFailure,
  passkeysPossible,
  readPasskeys,
  registerPasskey,
} from '../../second-factor/index.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './settings.module.css'

const key = ['passkeys']

/** One's passkeys: which there are, a new one, the end of one. */
export function OwnPasskeys(): ReactNode {
  const { t } = useWords()
  const passkeys = useQuery({ queryKey: key, queryFn: readPasskeys })
  const [leaving, setLeaving] = useState<Passkey | null>(null)
  return (
    <Panel title={t('own.passkeys')}>
      <p className={classes['say']}>{t('enrol.passkeyWhy')}</p>
      <Loaded query={passkeys} lines={1}>
        {(read) =>
          read.passkeys.length === 0 ? (
            <p className={classes['small']}>{t('own.noPasskey')}</p>
          ) : (
            <ul className={classes['list']}>
              {read.passkeys.map((passkey) => (
                <li key={passkey.id}>
                  <span>
                    <strong>{passkey.name ?? t('own.unnamed')}</strong>{' '}
                    <span className={classes['small']}>
                      {t('own.created')} <Moment at={passkey.createdAt} shape="day" />
                    </span>
                  </span>
                  <Button
                    variant="default"
                    size="compact-md"
                    onClick={() => setLeaving(passkey)}
                    aria-label={t('own.removeOf', { name: passkey.name ?? t('own.unnamed') })}
                  >
                    {t('own.remove')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <NewPasskey />
      <RemovePasskey passkey={leaving} onClose={() => setLeaving(null)} />
    </Panel>
  )
}

function NewPasskey(): ReactNode {
  const { t } = useWords()
  const client = useQueryClient()
  const announce = useAnnounce()
  const [name, setName] = useState('')
  const register = useMutation({
    mutationFn: () => registerPasskey(name.trim()),
    onSuccess: async () => {
      setName('')
      announce(t('own.passkeyMade'))
      await client.invalidateQueries({ queryKey: key })
    },
  })
  if (!passkeysPossible()) return <p className={classes['small']}>{t('enrol.passkeyImpossible')}</p>
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        register.mutate()
      }}
    >
      {register.error && <PasskeyFailure error={register.error} />}
      <TextInput
        label={t('own.passkeyName')}
        description={t('own.passkeyNameWhy')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="md" variant="outline" loading={register.isPending}>
        {t('enrol.passkeyDo')}
      </Button>
    </form>
  )
}

function RemovePasskey(props: { readonly passkey: Passkey | null; readonly onClose: () => void }): ReactNode {
  const { t } = useWords()
  const client = useQueryClient()
  const announce = useAnnounce()
  const remove = useMutation({
    mutationFn: deletePasskey,
    onSuccess: async ({ next }) => {
      if (next === 'enrol') return enrolAnew()
      props.onClose()
      announce(t('own.passkeyRemoved'))
      await client.invalidateQueries({ queryKey: key })
    },
  })
  const name = props.passkey?.name ?? t('own.unnamed')
  return (
    <Confirm
      danger
      opened={props.passkey !== null}
      title={t('own.removeOf', { name })}
      action={t('own.remove')}
      busy={remove.isPending}
      error={remove.error}
      onClose={() => {
        remove.reset()
        props.onClose()
      }}
      onConfirm={() => props.passkey && remove.mutate(props.passkey.id)}
    >
      <p className={classes['say']}>{t('own.removeSays')}</p>
    </Confirm>
  )
}
