// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { BackupCodes, disableTotp, enrolAnew, newBackupCodes, TotpSetup } from '../../second-factor/index.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './settings.module.css'

type Doing = 'set-up' | 'codes' | 'end' | null

/** One's authenticator app: setting it up, new backup codes, its end. */
export function OwnTotp(): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const [doing, setDoing] = useState<Doing>(null)
  const close = () => setDoing(null)
  return (
    <Panel title={t('enrol.totp')}>
      <p className={classes['say']}>{t('enrol.totpWhy')}</p>
      <div className={classes['buttons']}>
        <Button size="md" variant="outline" onClick={() => setDoing('set-up')}>
          {t('enrol.totpDo')}
        </Button>
        <Button size="md" variant="default" onClick={() => setDoing('codes')}>
          {t('own.newCodes')}
        </Button>
        <Button size="md" variant="outline" color="red" onClick={() => setDoing('end')}>
          {t('own.endTotp')}
        </Button>
      </div>
      <Dialog opened={doing === 'set-up'} onClose={close} title={t('enrol.totpDo')}>
        <TotpSetup
          password=""
          onBack={close}
          onDone={() => {
            close()
            announce(t('own.totpSet'))
          }}
        />
      </Dialog>
      <NewCodes opened={doing === 'codes'} onClose={close} />
      <EndTotp opened={doing === 'end'} onClose={close} />
    </Panel>
  )
}

interface DialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

function NewCodes({ opened, onClose }: DialogProps): ReactNode {
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const make = useMutation({ mutationFn: () => newBackupCodes(password) })
  const done = () => {
    make.reset()
    setPassword('')
    onClose()
  }
  if (make.data) {
    return (
      <Dialog opened={opened} onClose={done} title={t('own.newCodes')}>
        <BackupCodes codes={make.data.backupCodes} onDone={done} />
      </Dialog>
    )
  }
  return (
    <Confirm
      opened={opened}
      title={t('own.newCodes')}
      action={t('own.newCodesDo')}
      busy={make.isPending}
      error={make.error}
      onClose={done}
      onConfirm={() => make.mutate()}
    >
      <p className={classes['say']}>{t('own.newCodesSays')}</p>
      <Password value={password} onChange={setPassword} />
    </Confirm>
  )
}

function EndTotp({ opened, onClose }: DialogProps): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const [password, setPassword] = useState('')
  const end = useMutation({
    mutationFn: () => disableTotp(password),
    onSuccess: ({ next }) => {
      if (next === 'enrol') return enrolAnew()
      announce(t('own.totpEnded'))
      close()
    },
  })
  const close = () => {
    end.reset()
    setPassword('')
    onClose()
  }
  return (
    <Confirm
      danger
      opened={opened}
      title={t('own.endTotp')}
      action={t('own.endTotp')}
      busy={end.isPending}
      error={end.error}
      onClose={close}
      onConfirm={() => end.mutate()}
    >
      <p className={classes['say']}>{t('own.endTotpSays')}</p>
      <Password value={password} onChange={setPassword} />
    </Confirm>
  )
}

function Password(props: {
  readonly value: string
  readonly onChange: (password: string) => void
}): ReactNode {
  const { t } = useWords()
  return (
    <PasswordInput
      label={t('own.currentPassword')}
      autoComplete="current-password"
      required
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
    />
  )
}
