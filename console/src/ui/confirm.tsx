// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import classes from './confirm.module.css'
import { Failure } from './failure.tsx'

/** A dialog that says what will happen before it happens; the focus stays inside, Escape leaves it undone. */
export function Confirm(props: {
  readonly opened: boolean
  readonly title: string
  readonly action: string
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly busy: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onConfirm: () => void
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
      <form
        onSubmit={(event) => {
          event.preventDefault()
          props.onConfirm()
        }}
      >
        <Stack gap="md">
          {props.children}
          {Boolean(props.error) && <Failure error={props.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={props.onClose}>
              {t('dialog.cancel')}
            </Button>
            <Button
              type="submit"
              color={props.danger ? 'red' : 'blue'}
              loading={props.busy}
              disabled={props.disabled ?? false}
            >
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
