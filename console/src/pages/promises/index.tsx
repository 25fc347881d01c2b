// SPDX-License-Identifier: Apache-2.0
/** The policy in force, sentence by sentence, and whether each sentence holds. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import type { PolicyView } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/panel.tsx'
import { Filters } from './filters.tsx'
import { Section } from './section.tsx'
import { countStates, select } from './selection.ts'

/** The page of the policy. */
export function Promises(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="promises:read" title={t('promises.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t, say, language } = useWords()
  const { organisation } = useWorking()
  const policy = useQuery({
    queryKey: ['promises', organisation.id],
    queryFn: ({ signal }) => call<PolicyView>(pathOf(organisation.id, ['promises']), { signal }),
  })
  const { data } = policy
  return (
    <Page
      title={t('promises.title')}
      lead={
        data &&
        t('promises.lead', {
          name: say(data.organisation.name),
          version: data.version,
          from: formatInstant(data.effectiveFrom, 'day', language),
        })
      }
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {t('promises.print')}
        </Button>
      }
    >
      <Loaded query={policy} lines={6}>
        {(read) => <Policy policy={read} />}
      </Loaded>
    </Page>
  )
}

function Policy({ policy }: { readonly policy: PolicyView }): ReactNode {
  const { t } = useWords()
  const [query, setQuery] = useSearchParams()
  const [words, setWords] = useState('')
  const state = query.get('state') ?? ''
  const mode = query.get('mode') ?? ''
  const test = query.get('test') ?? ''
  const sections = select(policy, { state, mode, test, words })
  const found = sections.reduce((sum, { promises }) => sum + promises.length, 0)
  useArrivalAt(policy)
  return (
    <>
      <Filters
        counts={countStates(policy)}
        found={found}
        selection={{ state, mode, test, words }}
        onWords={setWords}
        onChoose={(name, value) => {
          const next = new URLSearchParams(query)
          if (value === '') next.delete(name)
          else next.set(name, value)
          setQuery(next, { replace: true, preventScrollReset: true })
        }}
      />
      {sections.length === 0 && <Empty title={t('promises.none')}>{t('promises.noneWhy')}</Empty>}
      {sections.map((section) => (
        <Section key={section.heading.ja + section.heading.en} section={section} />
      ))}
    </>
  )
}

/** Goes to the promise that the address names, once it is on the page. */
function useArrivalAt(policy: PolicyView): void {
  const { hash } = useLocation()
  useEffect(() => {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)))
    if (!target) return
    target.scrollIntoView({ block: 'center' })
    target.focus({ preventScroll: true })
  }, [hash, policy.version])
}
