// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { editDatamap } from '@yakusoku/core/datamap'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { DraftedMap } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import classes from './catalog.module.css'
import { useConnect, useDraft } from './queries.ts'

/** Connects a system: its address, a map drafted from it, each field looked at by a person. */
export function Connect(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const draft = useDraft(organisation.id)
  const [key, setKey] = useState('')
  const [url, setUrl] = useState('')
  return (
    <>
      <Panel title={t('catalog.connect')}>
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault()
            draft.mutate({ key: key.trim(), url: url.trim() })
          }}
        >
          <TextInput
            required
            label={t('catalog.key')}
            description={t('catalog.keyWhy')}
            pattern="[A-Za-z0-9_.\-]{1,100}"
            maxLength={100}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <PasswordInput
            required
            label={t('catalog.url')}
            description={t('catalog.urlWhy')}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('catalog.showUrl') }}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          {draft.error && <Failure error={draft.error} />}
          <div className={classes['buttons']}>
            <Button type="submit" loading={draft.isPending}>
              {t('catalog.draft')}
            </Button>
          </div>
        </form>
      </Panel>
      {draft.data && draft.variables && (
        <Review
          key={draft.submittedAt}
          draft={draft.data}
          system={draft.variables.key}
          url={draft.variables.url}
        />
      )}
    </>
  )
}

function Review(props: {
  readonly draft: DraftedMap
  readonly system: string
  readonly url: string
}): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const connect = useConnect(organisation.id)
  const { draft, system, url } = props
  const [map, setMap] = useState(draft.map)
  const done = () => {
    announce(t('catalog.connected', { system }))
    void navigate(`/${organisation.id}/catalog`)
  }
  return (
    <Panel
      title={t('catalog.review')}
      aside={<span>{t('catalog.seen', { tables: draft.tables, columns: draft.columns })}</span>}
    >
      <p className={classes['say']}>{t('catalog.reviewSays')}</p>
      <FieldReview draft={draft} map={map} onMap={setMap} />
      <ToConfirm draft={draft} />
      <details className={classes['changes']}>
        <summary>{t('catalog.asText')}</summary>
        <Textarea
          label={t('catalog.map')}
          rows={20}
          spellCheck={false}
          classNames={{ input: classes['yaml'] ?? '' }}
          value={map}
          onChange={(event) => setMap(event.currentTarget.value)}
        />
      </details>
      {connect.error && <Failure error={connect.error} />}
      <div className={classes['buttons']}>
        <Button
          loading={connect.isPending}
          onClick={() => connect.mutate({ key: system, url, map }, { onSuccess: done })}
        >
          {t('catalog.connectDo')}
        </Button>
      </div>
    </Panel>
  )
}

function FieldReview(props: {
  readonly draft: DraftedMap
  readonly map: string
  readonly onMap: (map: string) => void
}): ReactNode {
  const { t, say } = useWords()
  const { draft, map, onMap } = props
  const heads = ['table', 'column', 'holds', 'guess'] as const
  return (
    <Table caption={t('catalog.review')} heads={heads.map((head) => t(`catalog.head.${head}`))}>
      {draft.fields.map(({ collection, field, fides, confidence, why }) => (
        <tr key={`${collection} ${field}`}>
          <td>
            <code>{collection}</code>
          </td>
          <th scope="row">
            <code>{field}</code>
          </th>
          <td>
            <TextInput
              aria-label={t('catalog.fidesOf', { field: `${collection}.${field}` })}
              defaultValue={fides.join(' ')}
              onBlur={(event) => {
                const categories = event.currentTarget.value.split(/[\s,]+/).filter(Boolean)
                const edited = editDatamap(map, [{ kind: 'set-categories', collection, field, categories }])
                if ('text' in edited && categories.join(' ') !== fides.join(' ')) onMap(edited.text)
              }}
            />
          </td>
          <td>
            <details>
              <summary>{t('catalog.percent', { percent: Math.round(confidence * 100) })}</summary>
              <p className={classes['small']}>{say(why)}</p>
            </details>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function ToConfirm({ draft }: { readonly draft: DraftedMap }): ReactNode {
  const { t, say } = useWords()
  if (draft.toConfirm.length === 0) return null
  return (
    <details className={classes['changes']} open>
      <summary>{t('catalog.toConfirm', { count: draft.toConfirm.length })}</summary>
      <ul>
        {draft.toConfirm.map(({ collection, field, why }, at) => (
          <li key={at}>
            <code>{[collection, field].filter(Boolean).join('.')}</code> {say(why)}
          </li>
        ))}
      </ul>
    </details>
  )
}
