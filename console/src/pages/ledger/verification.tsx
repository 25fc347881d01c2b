// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Receipt } from '@yakusoku/core/ledger'
import type { FactView } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Copyable } from '../../ui/copy.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icons.tsx'
import classes from './ledger.module.css'
import type { Proof } from './proof.ts'

/** The receipt of a fact, and a button that recomputes it here instead of trusting the server. */
export function Verification(props: { readonly receipt: Receipt; readonly fact: FactView }): ReactNode {
  const { receipt, fact } = props
  const { t } = useWords()
  const [key, setKey] = useState('')
  const verify = useMutation({
    mutationFn: async () => (await import('./proof.ts')).prove(receipt, key, fact),
  })
  return (
    <>
      <p className={classes['say']}>{t('fact.proofSays')}</p>
      <form
        className={classes['verify']}
        onSubmit={(event) => {
          event.preventDefault()
          verify.mutate()
        }}
      >
        <TextInput
          className={classes['keyField'] ?? ''}
          label={t('fact.trustedKey')}
          description={t('fact.trustedKeyWhy')}
          value={key}
          onChange={(event) => {
            setKey(event.currentTarget.value)
            // What was found with another key says nothing about this one.
            verify.reset()
          }}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" size="md" loading={verify.isPending}>
          {t('fact.verify')}
        </Button>
      </form>
      <div aria-live="polite">
        {verify.error && <Failure error={verify.error} retry={() => verify.mutate()} />}
        {verify.data && <Outcome proof={verify.data} receipt={receipt} />}
      </div>
      <details className={classes['more']}>
        <summary>{t('fact.receipt')}</summary>
        <p>{t('fact.receiptSays')}</p>
        <Copyable text={JSON.stringify(receipt, null, 2)} label={t('fact.receipt')} />
      </details>
    </>
  )
}

function Outcome({ proof, receipt }: { readonly proof: Proof; readonly receipt: Receipt }): ReactNode {
  const { t, say } = useWords()
  const { report, isShown } = proof
  const ok = report.ok && isShown
  return (
    <div className={classes['outcome']} data-ok={ok}>
      <p className={classes['verdict']}>
        <Icon name={ok ? 'check' : 'stop'} size={24} />
        {ok ? t('fact.holds') : t('fact.fails')}
      </p>
      {!isShown && <p>{t('fact.notShown')}</p>}
      {report.findings.map((found) => (
        <p key={found.code}>
          {say(found.message)} {say(found.remedy)}
        </p>
      ))}
      <Steps proof={proof} receipt={receipt} />
      {report.caveats.map((caveat) => (
        <p key={caveat.en} className={classes['caveat']}>
          <Icon name="info" size={18} />
          <span>{say(caveat)}</span>
        </p>
      ))}
    </div>
  )
}

function Steps({ proof, receipt }: { readonly proof: Proof; readonly receipt: Receipt }): ReactNode {
  const { t } = useWords()
  const last = proof.steps.at(-1)?.result ?? proof.leaf
  return (
    <ol className={classes['steps']}>
      <li>
        {t('fact.stepLeaf', { index: receipt.leafIndex })} <code>{proof.leaf}</code>
      </li>
      {proof.steps.map((step, at) => (
        <li key={at}>
          {step.side === 'left' ? t('fact.stepLeft') : t('fact.stepRight')} <code>{step.sibling}</code>
          <br />
          {t('fact.stepResult')} <code>{step.result}</code>
        </li>
      ))}
      <li>
        {last === proof.root ? t('fact.stepRoot') : t('fact.stepOtherRoot')} <code>{proof.root}</code>
      </li>
      <li>
        {proof.report.findings.some(({ code }) => code === 'checkpoint-signature')
          ? t('fact.stepNotSigned')
          : t('fact.stepSigned', { size: proof.report.size })}{' '}
        <code>{proof.report.key?.vkey}</code>
      </li>
    </ol>
  )
}
