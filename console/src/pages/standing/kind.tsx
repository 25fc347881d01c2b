// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { StandingEntry, StandingKind } from 'yakusoku/contract'
import { dayOf } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { matches } from '../../matches.ts'
import { useWorking } from '../../session.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { usePromises, useStanding, useStandingChoices } from './calls.ts'
import { EndDialog } from './end-dialog.tsx'
import { Entries, useParticulars, useTitles } from './entries.tsx'
import { EntryDialog } from './entry-dialog.tsx'
import { useLists } from './names.ts'
import {
  alreadyOf,
  bySoonest,
  choiceNeeded,
  draftAsked,
  draftOf,
  keptByKind,
  type Draft,
} from './register.ts'
import classes from './standing.module.css'

/** Everything of one kind: what it is for, what is registered, what ended, and the dialogs that change it. */
export function Kind({ kind }: { readonly kind: StandingKind }): ReactNode {
  const standing = useStanding()
  const choices = useStandingChoices()
  return (
    <Loaded query={standing}>
      {(list) => (
        <Loaded query={choices} lines={2}>
          {() => <Register kind={kind} all={list.entries} />}
        </Loaded>
      )}
    </Loaded>
  )
}

type Doing =
  | { readonly what: 'write'; readonly entry: StandingEntry | null; readonly draft: Draft }
  | { readonly what: 'end'; readonly entry: StandingEntry }

interface Part {
  readonly kind: StandingKind
  readonly all: readonly StandingEntry[]
}

function Register({ kind, all }: Part): ReactNode {
  const { t } = useWords()
  const may = useMay(kind)
  const [doing, setDoing] = useDoing(kind, all, may)
  const empty = useLists()(choiceNeeded[kind]).length === 0
  const today = dayOf(Date.now())
  const of = bySoonest(
    all.filter(({ body }) => body.kind === kind),
    today,
  )
  const [open, ended] = [
    of.filter(({ endedAt }) => endedAt === null),
    of.filter((one) => one.endedAt !== null),
  ]
  const [search, setSearch] = useState('')
  const textsOf = useTexts()
  const sought = open.filter((entry) => matches(search, textsOf(entry)))
  const begin = may && !empty && (
    <div className={classes['actions']}>
      <Button onClick={() => setDoing({ what: 'write', entry: null, draft: {} })}>
        {t('standing.register')}
      </Button>
    </div>
  )
  return (
    <>
      <About kind={kind} all={all} may={may} />
      <Panel title={t('standing.registered')} flush aside={begin}>
        {open.length > long && (
          <div className={classes['search']}>
            <TextInput
              type="search"
              label={t('standing.search')}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </div>
        )}
        {open.length > 0 && sought.length === 0 && <Empty title={t('standing.noMatch')} />}
        {sought.length > 0 && (
          <Entries
            caption={t(`standing.part.${kind}`)}
            entries={sought}
            onChange={may ? (entry) => setDoing({ what: 'write', entry, draft: draftOf(entry) }) : null}
            onEnd={may ? (entry) => setDoing({ what: 'end', entry }) : null}
          />
        )}
        {open.length === 0 && (
          <Empty title={t(`standing.none.${kind}`)}>
            {t(empty ? 'standing.noChoice' : `standing.why.${kind}`)}
          </Empty>
        )}
      </Panel>
      {ended.length > 0 && (
        <Panel title={t('standing.ended')} flush>
          <Entries caption={t('standing.ended')} entries={ended} onChange={null} onEnd={null} />
        </Panel>
      )}
      {doing?.what === 'write' && <EntryDialog kind={kind} {...doing} onClose={() => setDoing(null)} />}
      {doing?.what === 'end' && <EndDialog entry={doing.entry} onClose={() => setDoing(null)} />}
    </>
  )
}

/** More entries than these are searched. */
const long = 10

/** What an entry says, to be found by. */
function useTexts(): (entry: StandingEntry) => string[] {
  const titleOf = useTitles()
  const particularsOf = useParticulars()
  return (entry) => [titleOf(entry), ...particularsOf(entry).map(([, said]) => said)]
}

/** Who may clear people and give them roles is said apart: the server asks for both. */
function useMay(kind: StandingKind): boolean {
  const { can } = useWorking()
  const given = kind === 'clearance' || kind === 'actor'
  return can('standing:write') && (!given || can('standing:clear'))
}

/** What is being done: what was pressed, or what the address asks for until that is closed. */
function useDoing(kind: StandingKind, all: readonly StandingEntry[], may: boolean) {
  const [query, setQuery] = useSearchParams()
  const [doing, setDoing] = useState<Doing | null>(() => {
    const draft = may ? draftAsked(kind, query) : null
    if (draft === null) return null
    const entry = alreadyOf(kind, draft, all) ?? null
    return { what: 'write', entry, draft: entry ? { ...draftOf(entry), ...draft } : draft }
  })
  const set = (next: Doing | null) => {
    setDoing(next)
    if (next === null && query.size > 0) setQuery({}, { replace: true })
  }
  return [doing, set] as const
}

function About({ kind, all, may }: Part & { readonly may: boolean }): ReactNode {
  const { t } = useWords()
  const policy = usePromises()
  const keepers = new Set(keptByKind(kind, all))
  const promises = (policy.data?.sections ?? [])
    .flatMap((section) => section.promises)
    .filter(({ keptBy }) => keptBy.some((one) => keepers.has(one)))
  return (
    <div className={classes['about']}>
      <p>{t(`standing.says.${kind}`)}</p>
      {promises.length > 0 && (
        <p>
          {t('standing.serves')} <PromiseLinks promises={promises.map(({ id }) => id)} />
        </p>
      )}
      {!may && <p>{t('standing.mayNot')}</p>}
    </div>
  )
}
