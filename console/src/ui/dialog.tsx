// SPDX-License-Identifier: Apache-2.0
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import classes from './dialog.module.css'

/** A dialog with its name and a way out; the focus stays inside and goes back where it came from. */
export function Dialog(props: {
  readonly opened: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactNode {
  const { t } = useWords()
  return (
    <Modal opened={props.opened} onClose={props.onClose} withCloseButton={false}>
      {/* Mantine's own head is a header element, which would be a second banner of the page. */}
      <div className={classes['head']}>
        <Modal.Title className={classes['title'] ?? ''}>{props.title}</Modal.Title>
        <Modal.CloseButton aria-label={t('dialog.close')} />
      </div>
      {props.children}
    </Modal>
  )
}
