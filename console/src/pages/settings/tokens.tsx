// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Token } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { useTokenChanges, useTokens } from './calls.ts'
import { NewTokenDialog } from './new-token-dialog.tsx'
import classes from './settings.module.css'

/** The API tokens of the organisation: which there are, a new one, the end of one. */
export function Tokens(): ReactNode {
  const { t } = useWords()
  const tokens = useTokens()
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<Token | null>(null)
  return (
    <Panel
      title={t('tokens.list')}
      flush
      aside={<Button onClick={() => setMaking(true)}>{t('tokens.make')}</Button>}
    >
      <Loaded query={tokens}>
        {(read) =>
          read.tokens.length === 0 ? (
            <Empty title={t('tokens.none')}>{t('tokens.noneWhy')}</Empty>
          ) : (
            <List tokens={read.tokens} onRevoke={setRevoking} />
          )
        }
      </Loaded>
      <NewTokenDialog opened={making} onClose={() => setMaking(false)} />
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />}
    </Panel>
  )
}

function List(props: {
  readonly tokens: readonly Token[]
  readonly onRevoke: (token: Token) => void
}): ReactNode {
  const { t } = useWords()
  const heads = ['token', 'scopes', 'expires', 'lastUsed', 'actions'] as const
  return (
    <Table caption={t('tokens.list')} heads={heads.map((head) => t(`tokens.${head}`))}>
      {props.tokens.map((token) => (
        <tr key={token.id}>
          <th scope="row">
            {token.name}
            <span className={classes['under']}>{t('tokens.owner', { name: token.owner.name })}</span>
          </th>
          <td>{token.scopes.map((scope) => t(`permission.${scope}`)).join(t('list.comma'))}</td>
          <td>
            {Date.parse(token.expiresAt) < Date.now() && (
              <Badge tone="bad" icon="stop">
                {t('tokens.expired')}
              </Badge>
            )}{' '}
            <Moment at={token.expiresAt} shape="day" />
          </td>
          <td>{token.lastUsedAt ? <Moment at={token.lastUsedAt} /> : t('tokens.never')}</td>
          <td>
            <Button
              size="compact-md"
              variant="default"
              aria-label={t('tokens.revokeOf', { name: token.name })}
              onClick={() => props.onRevoke(token)}
            >
              {t('tokens.revoke')}
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function RevokeDialog({
  token,
  onClose,
}: {
  readonly token: Token
  readonly onClose: () => void
}): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const { revoke } = useTokenChanges()
  return (
    <Confirm
      opened
      danger
      title={t('tokens.revokeOf', { name: token.name })}
      action={t('tokens.revoke')}
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(token.id, {
          onSuccess: () => {
            announce(t('tokens.revoked'))
            onClose()
          },
        })
      }
    >
      <p className={classes['say']}>{t('tokens.revokeSays')}</p>
    </Confirm>
  )
}
