// SPDX-License-Identifier: Apache-2.0
/** One fact: what it says, and the proof that it stands in the ledger. */
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { One } from '../../ui/one.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { Moment } from '../../ui/time.tsx'
import { actorOf } from './facts.tsx'
import classes from './ledger.module.css'
import { useFact, type ProvenFact } from './queries.ts'
import { Verification } from './verification.tsx'

/** The page of one fact. */
export function Fact(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="ledger:read" title={t('fact.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const { id = '' } = useParams()
  const fact = useFact(organisation.id, id)
  return (
    <One query={fact} list="ledger" back={t('fact.back')} title={fact.data?.fact.type ?? t('fact.title')}>
      {(proven) => <Content proven={proven} />}
    </One>
  )
}

function Content({ proven: { fact, receipt } }: { readonly proven: ProvenFact }): ReactNode {
  const { t } = useWords()
  return (
    <>
      <Panel title={t('fact.what')}>
        <div className={classes['standing']}>
          <Particulars
            items={[
              [t('ledger.time'), <Moment key="time" at={fact.time} shape="exact" />],
              [t('ledger.actor'), actorOf(fact, t)],
              [t('ledger.leaf'), fact.leafIndex ?? t('ledger.notNumbered')],
            ]}
          />
          <Particulars
            items={[
              [
                t('ledger.subject'),
                fact.subject ? `${fact.subject.kind} ${fact.subject.id}` : t('fact.noSubject'),
              ],
              [t('fact.sealed'), fact.sealed ? t('fact.sealedYes') : t('fact.sealedNo')],
              [
                t('ledger.promises'),
                fact.promises.length ? <PromiseLinks promises={fact.promises} /> : t('fact.noPromise'),
              ],
            ]}
          />
        </div>
      </Panel>
      <Panel title={t('fact.clear')}>
        <Copyable text={JSON.stringify(fact.clear, null, 2)} label={t('fact.clear')} />
      </Panel>
      <Panel title={t('fact.proof')}>
        {receipt ? <Verification receipt={receipt} fact={fact} /> : <p role="status">{t('fact.notYet')}</p>}
      </Panel>
    </>
  )
}
