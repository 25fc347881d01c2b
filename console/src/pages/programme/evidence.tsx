// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { CycleDetail, CycleEvidence } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Moment } from '../../ui/time.tsx'
import { Give } from './give.tsx'
import classes from './programme.module.css'
import { contentOf, useRecord } from './queries.ts'

interface Props {
  readonly cycle: CycleDetail
  readonly evidence: CycleEvidence
}

/** One piece of evidence: what was given, or a form to give it; while the duty waits it can be replaced. */
export function Evidence({ cycle, evidence }: Props): ReactNode {
  const { t, say } = useWords()
  const [replacing, setReplacing] = useState(false)
  const { given } = evidence
  const asks = cycle.may.complete && (given === null || replacing)
  return (
    <section className={classes['evidence']} aria-label={say(evidence.name)}>
      <div className={classes['head']}>
        <h3 className={classes['name']}>{say(evidence.name)}</h3>
        <Badge tone={given ? 'good' : 'plain'} icon={given ? 'check' : 'dash'}>
          {t(`programme.kind.${evidence.kind}`)}
        </Badge>
      </div>
      {given && <Given cycle={cycle} evidence={evidence} />}
      {!given && !asks && <p className={classes['say']}>{t('programme.missing')}</p>}
      {given && cycle.may.complete && !replacing && (
        <Button variant="default" size="xs" onClick={() => setReplacing(true)}>
          {t('programme.again')}
        </Button>
      )}
      {asks && <Give cycle={cycle} evidence={evidence} onGiven={() => setReplacing(false)} />}
    </section>
  )
}

function Given({ cycle, evidence: { id, kind, given } }: Props): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  if (given === null) return null
  return (
    <>
      <p className={classes['line']}>
        <span>{t('programme.given', { name: given.by.name })}</span>
        <Moment at={given.at} />
        {given.bytes !== null && (
          <span>{t('programme.bytes', { count: Math.ceil(given.bytes / 1000) })}</span>
        )}
        {can('ledger:read') && (
          <Link to={`/${organisation.id}/ledger/${given.fact}`}>{t('programme.fact')}</Link>
        )}
        {kind === 'file' && cycle.may.read && (
          <a href={contentOf(organisation.id, cycle.id, id)} download>
            <Icon name="download" size={16} /> {t('programme.download')}
          </a>
        )}
      </p>
      {given.sha256 && kind === 'file' && (
        <p className={classes['line']}>
          <span>{t('programme.sha256')}</span> <code className={classes['hash']}>{given.sha256}</code>
        </p>
      )}
      {given.facts.length > 0 && <Facts facts={given.facts} />}
      {kind === 'record' && cycle.may.read && <Written cycle={cycle.id} evidence={id} key={given.fact} />}
    </>
  )
}

function Facts({ facts }: { readonly facts: readonly string[] }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  return (
    <ul className={classes['facts']} aria-label={t('programme.factsReferred')}>
      {facts.map((fact) => (
        <li key={fact}>
          {can('ledger:read') ? (
            <Link to={`/${organisation.id}/ledger/${fact}`}>{fact}</Link>
          ) : (
            <code className={classes['hash']}>{fact}</code>
          )}
        </li>
      ))}
    </ul>
  )
}

function Written({ cycle, evidence }: { readonly cycle: string; readonly evidence: string }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const record = useRecord(organisation.id, cycle, evidence)
  if (record.data) return <p className={classes['record']}>{record.data.text}</p>
  return (
    <p className={classes['say']}>
      <Button variant="default" size="xs" loading={record.isPending} onClick={() => record.mutate()}>
        {t('programme.read')}
      </Button>
      {record.error && <Failure error={record.error} />}
    </p>
  )
}
