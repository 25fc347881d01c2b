// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Notice } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { useNoticeChanges, useTalks } from './calls.ts'

/** The clients to be told of a version, each marked as told once somebody did. */
export function Talks(props: { readonly notice: Notice; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords()
  const announce = useAnnounce()
  const { notice } = props
  const talks = useTalks(notice.id)
  const { tell } = useNoticeChanges()
  return (
    <Dialog opened title={t('notices.talksOf', { name: say(notice.name) })} onClose={props.onClose}>
      {tell.error && <Failure error={tell.error} />}
      <Loaded query={talks} lines={4}>
        {(read) => (
          <Table
            dense
            caption={t('notices.talksOf', { name: say(notice.name) })}
            heads={[t('notices.client'), t('notices.told')]}
          >
            {read.map(({ id, name, label, toldAt }) => (
              <tr key={id}>
                <th scope="row">{name || t('notices.allClients')}</th>
                <td>
                  {toldAt === null ? (
                    <Button
                      size="compact-md"
                      variant="default"
                      aria-label={t('notices.tellOf', { name: name || label })}
                      loading={tell.isPending && tell.variables.talk === id}
                      onClick={() =>
                        tell.mutate(
                          { notice: notice.id, talk: id },
                          { onSuccess: () => announce(t('notices.toldDone')) },
                        )
                      }
                    >
                      {t('notices.tell')}
                    </Button>
                  ) : (
                    <Badge tone="good" icon="check">
                      <Moment at={toldAt} shape="day" />
                    </Badge>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
    </Dialog>
  )
}
