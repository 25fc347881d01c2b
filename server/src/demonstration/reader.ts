// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto'
import pg from 'pg'
import { operationsName } from './stands.ts'

/** The role that reads the operations system and can do nothing else. */
export const readerName = 'demonstration_reader'

const account = /^([a-z]+:\/\/)[^:@/?]*:([^@/?]*)@/

/** Where the operations system is, for the role that only reads; undefined for a URL without a password. */
const readerUrl = (operationsUrl: string): { url: string; password: string } | undefined => {
  const [, scheme, owner] = account.exec(operationsUrl) ?? []
  if (scheme === undefined || owner === undefined) return undefined
  // Derived, so that nothing has to be kept: the same at every start, and of no help towards the owner's password.
  const password = createHmac('sha256', owner).update(readerName).digest('base64url')
  return { url: operationsUrl.replace(account, `${scheme}${readerName}:${password}@`), password }
}

/**
 * Lets a role of its own read the finished operations system, as a source should be connected, and gives its URL.
 * Needs the URL of whoever may make roles, with a password; one without is given back as it is.
 */
export async function letRead(operationsUrl: string): Promise<string> {
  const reader = readerUrl(operationsUrl)
  if (reader === undefined) return operationsUrl
  const client = new pg.Client({ connectionString: operationsUrl })
  await client.connect()
  try {
    if (await mayRead(client)) return reader.url
    // Another start may be at it this instant.
    await client.query(`select pg_advisory_lock(hashtext('yakusoku.demonstration'))`)
    if ((await mayRead(client)) === undefined)
      await client.query(`create role ${readerName} login password '${reader.password}'`)
    // One transaction: who may enter the schema may read all of it.
    await client.query(`grant select on all tables in schema ${operationsName} to ${readerName};
      grant usage on schema ${operationsName} to ${readerName}`)
    return reader.url
  } finally {
    await client.end()
  }
}

/** Whether the role may read; undefined where there is no such role yet. */
async function mayRead(client: pg.ClientBase): Promise<boolean | undefined> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_schema_privilege(oid, $2, 'usage') as may from pg_roles where rolname = $1`,
    [readerName, operationsName],
  )
  return rows[0]?.may
}
