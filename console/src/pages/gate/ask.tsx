// SPDX-License-Identifier: Apache-2.0
import { Button, VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { GateChoices } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded, Loading } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Answer } from './answer.tsx'
import { AskFields } from './ask-fields.tsx'
import { useChoices, useExplanation } from './calls.ts'
import classes from './gate.module.css'
import { addressOf, curlOf, draftOf, isWhole, type Draft } from './question.ts'

/** Asks one question; what the address asks is asked at once. */
export function Ask(): ReactNode {
  const choices = useChoices()
  return (
    <Loaded query={choices} lines={6}>
      {(read) => <Form choices={read} />}
    </Loaded>
  )
}

function Form({ choices }: { readonly choices: GateChoices }): ReactNode {
  const { t, say } = useWords()
  const [address, setAddress] = useSearchParams()
  const [draft, setDraft] = useState(() => draftOf(address))
  const [asked, setAsked] = useState(() => (isWhole(draft) ? { draft, time: 0 } : null))
  const answer = useExplanation(asked)
  const shown = useRef<HTMLDivElement>(null)
  // On a phone the answer stands below the form; what an address asked is shown from the top.
  useEffect(() => {
    if (answer.data && asked !== null && asked.time > 0) shown.current?.scrollIntoView?.({ block: 'start' })
  }, [answer.data, asked])
  return (
    <>
      <Panel title={t('gate.question')}>
        <form
          className={classes['question']}
          onSubmit={(event) => {
            event.preventDefault()
            if (!isWhole(draft)) return
            setAddress(addressOf(draft), { replace: true, preventScrollReset: true })
            setAsked({ draft, time: Date.now() })
          }}
        >
          <AskFields
            draft={draft}
            choices={choices}
            onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
          />
          <div className={classes['buttons']}>
            <Button type="submit" loading={answer.isFetching}>
              {t('gate.ask')}
            </Button>
            <span className={classes['small']}>{t('gate.nothingKept')}</span>
          </div>
        </form>
      </Panel>
      <VisuallyHidden role="status">
        {answer.data && `${t(`gate.${answer.data.answer}`)}: ${say(answer.data.says)}`}
      </VisuallyHidden>
      <div ref={shown}>
        {asked === null && (
          <Panel title={t('gate.answer')}>
            <Empty title={t('gate.notAsked')}>{t('gate.notAskedWhy')}</Empty>
          </Panel>
        )}
        {answer.isLoading && <Loading lines={3} />}
        {answer.error && <Failure error={answer.error} retry={() => void answer.refetch()} />}
        {asked && answer.data && <Answer draft={asked.draft} answer={answer.data} choices={choices} />}
      </div>
      {asked && answer.data && <Again draft={asked.draft} />}
    </>
  )
}

/** Two ways to take the question elsewhere: its address, and a command. */
function Again({ draft }: { readonly draft: Draft }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const address = `${location.origin}/console/${organisation.id}/gate?${addressOf(draft).toString()}`
  return (
    <div className={classes['again']}>
      <Panel title={t('gate.share')}>
        <p className={classes['say']}>{t('gate.shareSays')}</p>
        <Copyable label={t('gate.link')} text={address} />
        <p className={classes['say']}>{t('gate.curlSays')}</p>
        <Copyable label={t('gate.curl')} text={curlOf(draft, location.origin, organisation.id)} />
      </Panel>
    </div>
  )
}
