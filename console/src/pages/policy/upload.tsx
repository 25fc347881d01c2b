// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useId, useRef, useState, type ReactNode } from 'react'
import type { Draft } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import { fileNames, useSave, type FileName, type Files, type Sent } from './queries.ts'

/** Brings files of the disk into the draft as the bytes they are: the server tells what cannot be read of them, and where. */
export function Upload(props: {
  readonly draft: Draft
  readonly disabled: boolean
  readonly onRead: (files: Files) => void
}): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const save = useSave(organisation.id, props.draft.id)
  const input = useRef<HTMLInputElement>(null)
  const hint = useId()
  const [other, setOther] = useState('')
  const bring = async (list: FileList) => {
    const chosen = [...list]
    const stranger = chosen.find(({ name }) => !fileNames.includes(name as FileName))
    setOther(stranger?.name ?? '')
    if (stranger !== undefined || chosen.length === 0) return
    const read = await Promise.all(chosen.map(async (file) => [file.name, await asSent(file)] as const))
    save.mutate(() => ({ revision: props.draft.revision, files: Object.fromEntries(read) }), {
      onSuccess: ({ files }) => {
        props.onRead(files)
        announce(t('policy.uploadDone'))
      },
    })
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('policy.upload')}
        onChange={({ currentTarget }) => {
          const { files } = currentTarget
          if (files) void bring(files).finally(() => (currentTarget.value = ''))
        }}
      />
      <Button
        variant="default"
        aria-describedby={hint}
        disabled={props.disabled}
        loading={save.isPending}
        onClick={() => input.current?.click()}
      >
        {t('policy.upload')}
      </Button>
      <span id={hint} hidden>
        {t('policy.uploadHint')}
      </span>
      {other !== '' && <span role="alert">{t('policy.uploadOther', { name: other })}</span>}
      {save.error && <Failure error={save.error} />}
    </>
  )
}

/** The bytes of a file in base64, as FileReader writes them. */
function asSent(file: File): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error ?? new Error('unread'))
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : ''
      resolve({ base64: url.slice(url.indexOf(',') + 1) })
    }
    reader.readAsDataURL(file)
  })
}
