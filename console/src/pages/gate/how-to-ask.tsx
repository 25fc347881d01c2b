// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Empty } from '../../ui/panel.tsx'
import { useChoices } from './calls.ts'
import classes from './gate.module.css'
import { curlOf, emptyDraft } from './question.ts'

/** What stands where nothing was asked yet: how a program asks, with names of the policy. */
export function HowToAsk(props: { readonly title: string; readonly why: string }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const { data } = useChoices()
  const example = {
    ...emptyDraft,
    actor: 'billing-batch',
    roles: (data?.roles ?? []).slice(0, 1).map(({ id }) => id),
    category: data?.categories[0]?.id ?? 'CATEGORY',
    purpose: data?.purposes[0]?.id ?? 'PURPOSE',
  }
  return (
    <>
      <Empty title={props.title}>{props.why}</Empty>
      <div className={classes['example']}>
        <Copyable label={t('gate.curl')} text={curlOf(example, location.origin, organisation.id)} />
      </div>
    </>
  )
}
