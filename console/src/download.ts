// SPDX-License-Identifier: Apache-2.0
import { ApiError } from './api.ts'

/** Asks for a file and hands it to the browser to be saved, under the name that the server gives it. */
export async function download(path: string, body: unknown, otherwise: string): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: '*/*' }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => undefined,
  )
  if (response === undefined) throw new ApiError(0, 'console.no-answer')
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { code?: string }
    throw new ApiError(response.status, problem.code ?? 'console.unreadable', problem)
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name ?? otherwise
  link.click()
  URL.revokeObjectURL(url)
}
