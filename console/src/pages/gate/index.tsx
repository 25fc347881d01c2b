// SPDX-License-Identifier: Apache-2.0
/** The gate: a question and its answer, what was denied, who used what, and how the gate stands. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Loading } from '../../ui/loading.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Parts } from '../../ui/parts.tsx'
import { Ask } from './ask.tsx'
import { useChoices } from './calls.ts'
import { Denials } from './denials.tsx'
import { Node } from './node.tsx'
import { Reviews } from './reviews.tsx'
import { TakeOuts } from './take-outs.tsx'
import { Uses } from './uses.tsx'

const parts = {
  ask: { needs: 'gate:ask', Shown: Ask },
  denials: { needs: 'gate:read', Shown: Denials },
  uses: { needs: 'gate:read', Shown: Uses },
  reviews: { needs: 'gate:read', Shown: Reviews },
  'take-outs': { needs: 'takeouts:read', Shown: TakeOuts },
} as const

/** The page of the gate, in the parts that the reader may open. */
export function Gate(): ReactNode {
  const { t } = useWords()
  const { can } = useWorking()
  // Who may not ask may read what was asked; who may do neither is told who may.
  return (
    <Permitted to={can('gate:ask') ? 'gate:ask' : 'gate:read'} title={t('gate.title')}>
      <Opened />
    </Permitted>
  )
}

function Opened(): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  // What was asked is kept by ids: nobody is shown them before their names are there.
  const naming = useChoices().isPending
  const open = (['ask', 'denials', 'uses', 'reviews', 'take-outs'] as const).filter((one) =>
    can(parts[one].needs),
  )
  const { part = open[0] ?? 'ask' } = useParams()
  const found = open.find((one) => one === part)
  if (found === undefined) return <NotFound />
  const { Shown } = parts[found]
  return (
    <Page
      title={t('gate.title')}
      lead={t('gate.lead')}
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {t('gate.print')}
        </Button>
      }
    >
      <Parts
        label={t('gate.parts')}
        base={`/${organisation.id}/gate`}
        shown={found}
        parts={open.map((one) => ({ part: one, name: t(`gate.part.${one}`) }))}
      />
      {naming ? <Loading lines={6} /> : <Shown />}
      {can('gate:read') && <Node />}
    </Page>
  )
}
