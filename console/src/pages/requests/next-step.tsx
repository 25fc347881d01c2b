// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { RequestAbility, RequestDetail } from 'yakusoku/contract'
import { pathOf } from '../../api.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Panel } from '../../ui/panel.tsx'
import { CollectAgainDialog } from './collect-again.tsx'
import { ApproveDialog, RefuseDialog } from './decisions.tsx'
import classes from './requests.module.css'

type Opened = 'approve' | 'refuse' | 'collect-again' | null

/** What this request waits for, and the buttons of whoever may do it. */
export function NextStep({ request }: { readonly request: RequestDetail }): ReactNode {
  const { t } = useWords()
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const may = (ability: RequestAbility) => request.abilities.includes(ability)
  const down = request.sources.filter(({ state }) => state === 'unavailable').length
  return (
    <Panel title={t('request.next')}>
      <p className={classes['say']} role="status">
        {t(`request.nextSays.${request.state}`)}
        {request.state === 'collecting' && down > 0 && ` ${t('request.sourcesDown', { count: down })}`}
      </p>
      {request.mail.some(isUndelivered) && (
        <p className={classes['mark']}>
          <Icon name="warning" size={18} />
          {t('request.mailFailed')}
        </p>
      )}
      {request.state === 'review' && !may('approve') && (
        <p className={classes['say']}>{t('request.notApprover')}</p>
      )}
      <div className={classes['buttons']}>
        {may('approve') && (
          <Button size="md" onClick={() => setOpened('approve')} leftSection={<Icon name="check" />}>
            {t('request.approve')}
          </Button>
        )}
        {may('preview') && <Pdf request={request} path={['preview']} label={t('request.preview')} />}
        {may('print') &&
          printable(request.state).map((name) => (
            <Pdf key={name} request={request} path={['documents', name]} label={t(`request.print.${name}`)} />
          ))}
        {may('collect-again') && (
          <Button
            size="md"
            variant="default"
            onClick={() => setOpened('collect-again')}
            leftSection={<Icon name="refresh" />}
          >
            {t('request.collectAgain')}
          </Button>
        )}
        {may('refuse') && (
          <Button size="md" variant="outline" color="red" onClick={() => setOpened('refuse')}>
            {t('request.refuse')}
          </Button>
        )}
      </div>
      <ApproveDialog request={request} opened={opened === 'approve'} onClose={close} />
      <RefuseDialog request={request} opened={opened === 'refuse'} onClose={close} />
      <CollectAgainDialog request={request} opened={opened === 'collect-again'} onClose={close} />
    </Panel>
  )
}

const printable = (state: RequestDetail['state']) =>
  state === 'refused' ? (['letter'] as const) : (['letter', 'disclosure'] as const)

/** A mail that should have told the person the outcome. */
const isUndelivered = ({ kind, state }: RequestDetail['mail'][number]): boolean =>
  state === 'failed' && (kind === 'answer-ready' || kind === 'request-refused')

interface PdfProps {
  readonly request: RequestDetail
  readonly path: readonly string[]
  readonly label: string
}

function Pdf({ request, path, label }: PdfProps): ReactNode {
  const { organisation } = useWorking()
  return (
    <Button
      component="a"
      size="md"
      variant="default"
      href={pathOf(organisation.id, ['requests', request.id, ...path])}
      target="_blank"
      rel="noopener"
      leftSection={<Icon name="external" />}
    >
      {label}
    </Button>
  )
}
