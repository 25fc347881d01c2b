// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { FailedMail, Notice } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Table } from '../../ui/table.tsx'
import { useFailedMails, useNoticeChanges } from './calls.ts'
import { whyFailed } from './why-failed.ts'

/** The mails of a notice that did not arrive, and sending them again. */
export function FailedMails(props: { readonly notice: Notice; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords()
  const announce = useAnnounce()
  const { notice, onClose } = props
  const failed = useFailedMails(notice.id)
  const { sendAgain } = useNoticeChanges()
  return (
    <Confirm
      opened
      title={t('notices.failedOf', { name: say(notice.name) })}
      action={t('notices.sendAgain')}
      disabled={failed.data === undefined}
      busy={sendAgain.isPending}
      error={sendAgain.error}
      onClose={onClose}
      onConfirm={() =>
        sendAgain.mutate(notice.id, {
          onSuccess: () => {
            announce(t('notices.sentAgain'))
            onClose()
          },
        })
      }
    >
      <p>{t('notices.failedSays')}</p>
      <Loaded query={failed} lines={3}>
        {(read) => (
          <Table
            dense
            caption={t('notices.failedOf', { name: say(notice.name) })}
            heads={[t('notices.address'), t('notices.reason')]}
          >
            {read.map((mail, at) => (
              <tr key={at}>
                <th scope="row">{mail.address ?? t('notices.erased')}</th>
                <td>
                  <Why mail={mail} />
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
    </Confirm>
  )
}

function Why({ mail }: { readonly mail: FailedMail }): ReactNode {
  const { t } = useWords()
  const [why, code] = whyFailed(mail)
  const words = t(`notices.whyFailed.${why}`)
  return code === null ? words : t('notices.whyFailedCode', { words, code })
}
