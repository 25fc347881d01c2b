// SPDX-License-Identifier: Apache-2.0
import type { Person } from './person.ts'
import { eventually, type World } from './world.ts'

/**
 * Has a person ask for disclosure, as they do, and gives everything that operators are then shown of what was found:
 * the answer of the server as it stands.
 */
export async function found(
  world: World,
  manager: Person,
  organisation: string,
  email: string,
): Promise<string> {
  const asked = `/api/privacy/${organisation}/requests`
  const form = { kind: 'disclosure', name: '港 葵', note: '', language: 'ja', email }
  const before = (await world.mailsTo(email)).length
  const { id } = await world.visitor.does<{ id: string }>('POST', asked, form)
  const mail = await eventually('the code', async () => (await world.mailsTo(email))[before])
  const code = /^\s*(\d{6})\s*$/m.exec(mail.text ?? '')?.[1]
  await world.visitor.does('POST', `${asked}/${id}/code`, { code })
  const path = `/api/organisations/${organisation}/requests/${id}`
  await eventually('what was found', async () => {
    const { state } = await manager.read<{ state: string }>(path)
    return state === 'review'
  })
  const [all, preview] = [
    await manager.call('GET', `${path}/found`),
    await manager.call('GET', `${path}/preview`),
  ]
  if (all.status !== 200) throw new Error(all.text)
  return `${all.text}\n${preview.text}`
}
