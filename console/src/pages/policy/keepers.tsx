// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { PolicyOutline } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Panel } from '../../ui/panel.tsx'
import { promisesAt, type Cursor } from './at-cursor.ts'
import type { GoTo } from './findings.tsx'
import classes from './policy.module.css'

const most = 12

/** The link between sentence, promise and element for the line under the cursor. */
export function Keepers(props: {
  readonly outline: PolicyOutline
  readonly cursor: Cursor | null
  readonly goTo: GoTo
}): ReactNode {
  const { t } = useWords()
  const { outline, cursor, goTo } = props
  const promises = cursor === null ? [] : promisesAt(outline, cursor)
  return (
    <Panel title={t('policy.link')}>
      {promises.length === 0 && <p className={classes['say']}>{t('policy.linkNone')}</p>}
      <ul className={classes['findings']}>
        {promises.slice(0, most).map((promise) => (
          <li key={promise.id}>
            <Promised promise={promise} goTo={goTo} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Promised({
  promise,
  goTo,
}: {
  readonly promise: PolicyOutline['promises'][number]
  readonly goTo: GoTo
}): ReactNode {
  const { t, say } = useWords()
  const link = (what: string, place: Parameters<GoTo>[0]) => (
    <button
      type="button"
      className={classes['textButton']}
      aria-label={t('policy.goTo', { what })}
      onClick={() => goTo(place)}
    >
      {what}
    </button>
  )
  return (
    <>
      <p className={classes['say']}>
        {link(promise.id, promise.at)} {t(`promiseMode.${promise.mode}`)}
      </p>
      {promise.sentences.map((sentence) => (
        <p key={sentence.language} lang={sentence.language} className={classes['say']}>
          {link(`${sentence.file}:${sentence.line}`, sentence)} {sentence.text}
        </p>
      ))}
      <p className={classes['say']}>
        {t('promises.keptBy')}{' '}
        {promise.keptBy.map(({ reference, name, at }) => (
          <span key={reference} className={classes['keeper']}>
            {at ? link(reference, at) : <code>{reference}</code>} {say(name)}
          </span>
        ))}
      </p>
    </>
  )
}
