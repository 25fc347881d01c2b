// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Notice, Talk } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { useNoticeChanges, useTalks } from './calls.ts'
import { choose } from './choose.ts'

/** More rows than this nobody reads, and a browser is slow to draw them. */
const most = 100

/** The clients to be told of a version, each marked as told once somebody did. */
export function Talks(props: { readonly notice: Notice; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords()
  const { notice } = props
  const talks = useTalks(notice.id)
  const title = t('notices.talksOf', { name: say(notice.name) })
  return (
    <Dialog opened title={title} onClose={props.onClose}>
      <Loaded query={talks} lines={4}>
        {(read) => <Clients notice={notice} talks={read} caption={title} />}
      </Loaded>
    </Dialog>
  )
}

function Clients(props: {
  readonly notice: Notice
  readonly talks: readonly Talk[]
  readonly caption: string
}): ReactNode {
  const { t } = useWords()
  const [words, setWords] = useState('')
  const { tell } = useNoticeChanges()
  const { shown, count } = choose(props.talks, words, most)
  return (
    <>
      {tell.error && <Failure error={tell.error} />}
      {props.talks.length > most && (
        <TextInput
          label={t('notices.findClient')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <p role="status" style={{ margin: '0.5rem 0' }}>
        {count > shown.length && t('notices.clientsShown', { shown: shown.length, count })}
        {count === 0 && t('notices.noClient')}
      </p>
      <Table dense caption={props.caption} heads={[t('notices.client'), t('notices.told')]}>
        {shown.map((talk) => (
          <Client key={talk.id} notice={props.notice} talk={talk} tell={tell} />
        ))}
      </Table>
    </>
  )
}

function Client(props: {
  readonly notice: Notice
  readonly talk: Talk
  readonly tell: ReturnType<typeof useNoticeChanges>['tell']
}): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const { notice, tell } = props
  const { id, name, label, toldAt } = props.talk
  return (
    <tr>
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
  )
}
