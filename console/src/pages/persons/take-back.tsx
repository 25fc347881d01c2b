// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useSay } from './calls.ts'
import { How, howOf, unsaid } from './how.tsx'
import { bodyOf, type Subject } from './said.ts'
import { useNames } from './stands.tsx'

/** Asks how a person took back what they said, before it counts. */
export function TakeBack(props: {
  readonly person: string
  readonly subject: Subject
  readonly onClose: () => void
}): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const say = useSay(props.person)
  const [how, setHow] = useState(unsaid)
  const { subject, onClose } = props
  return (
    <Confirm
      opened
      title={t('persons.takeBackOf', { what: useNames()(subject) })}
      action={t('persons.takeBack')}
      busy={say.isPending}
      error={say.error}
      onClose={onClose}
      onConfirm={() =>
        say.mutate(
          { path: subject.path, body: { ...bodyOf(subject, 'takeBack'), ...howOf(how) } },
          {
            onSuccess: () => {
              announce(t('persons.recorded'))
              onClose()
            },
          },
        )
      }
    >
      <p>{t(`persons.takeBackSays.${subject.path}`)}</p>
      <How how={how} onChange={setHow} />
    </Confirm>
  )
}
