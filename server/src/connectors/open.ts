// SPDX-License-Identifier: Apache-2.0
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Connector, ConnectorOptions } from './connector.ts'
import { SourceFailure } from './failure.ts'
import { openMysql } from './mysql.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

const defaults: ConnectorOptions = { timeout: 300_000, connectTimeout: 10_000 }

/** Names a connection for people: engine, host and database; user, password and parameters are left out. */
export const describeUrl = (url: string): string => {
  if (url.startsWith('sqlite:')) return `sqlite:${sqlitePath(url)}`
  const [, scheme = '', rest = '', parameters = ''] = /^([a-z]+):\/\/([^?]*)(.*)$/is.exec(url) ?? []
  // Whatever stands before the last @ may be a password, however badly it is written.
  const hidden = !rest.includes('@') && parameters.includes('@')
  const place = hidden ? '…' : rest.slice(rest.lastIndexOf('@') + 1)
  return scheme ? `${scheme}://${place.startsWith('/') ? `localhost${place}` : place}` : '…'
}

const sqlitePath = (url: string): string => {
  const path = url.slice('sqlite:'.length).replace(/\?.*$/, '')
  // Both sqlite:/a/b.db and sqlite:///a/b.db name the file /a/b.db; sqlite:a.db and sqlite://a.db a relative one.
  if (path.startsWith('///')) return fileURLToPath(`file:${path}`)
  const plain = path.startsWith('//') ? path.slice(2) : path
  return isAbsolute(plain) ? plain : resolve(plain)
}

/** Opens the database behind a URL for reading; throws a {@link SourceFailure} that says what to do. */
export const openConnector = async (
  url: string,
  options: Partial<ConnectorOptions> = {},
): Promise<Connector> => {
  const full = { ...defaults, ...options }
  const where = describeUrl(url)
  if (url.startsWith('sqlite:')) return openSqlite(sqlitePath(url), where, full)
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, where, full)
  const parsed = URL.parse(url)
  if (parsed && /^(mysql|mariadb):$/.test(parsed.protocol)) return openMysql(parsed, where, full)
  throw new SourceFailure('bad-url', where)
}
