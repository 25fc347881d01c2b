// SPDX-License-Identifier: Apache-2.0

/** Why a source could not be read; only `retry` ones are worth trying again by themselves. */
export type FailureCode =
  | 'down'
  | 'refused'
  | 'no-database'
  | 'tls'
  | 'forbidden'
  | 'timeout'
  | 'aborted'
  | 'bad-url'
  | 'query-failed'

/** A source that is away or refuses: expected, told to a person, never holding a password or a value. */
export class SourceFailure extends Error {
  readonly code: FailureCode
  readonly retry: boolean
  /** Whether nothing at all can be read there, rather than one table. */
  readonly away: boolean
  readonly en: string
  readonly ja: string

  constructor(code: FailureCode, where: string, detail = '') {
    const [en, ja] = wording[code]
    const suffix = detail ? ` (${detail})` : ''
    super(`${where}: ${en}${suffix}`)
    this.name = 'SourceFailure'
    this.code = code
    this.retry = code === 'down' || code === 'timeout' || code === 'query-failed'
    this.away = !['timeout', 'forbidden', 'query-failed'].includes(code)
    this.en = `${where}: ${en}${suffix}`
    this.ja = `${where}: ${ja}${suffix}`
  }
}

const wording: Record<FailureCode, readonly [string, string]> = {
  down: [
    'The database does not answer. Check that it runs and that address and port are right; then try again.',
    'データベースが応答しません。起動しているか、アドレスとポートが正しいか確かめて再試行してください。',
  ],
  refused: [
    'The database refuses the user name or password. Correct them in the URL.',
    'データベースがユーザー名またはパスワードを拒否しました。URL を直してください。',
  ],
  'no-database': [
    'There is no such database. Correct the name at the end of the URL.',
    'そのデータベースはありません。URL の末尾の名前を直してください。',
  ],
  tls: [
    'No secure connection (TLS) could be made. Check the certificate, or the sslmode of the URL.',
    '安全な接続(TLS)を確立できません。証明書か URL の sslmode を確かめてください。',
  ],
  forbidden: [
    'The user may not read there. Grant SELECT on the mapped tables.',
    'このユーザーには読み取り権限がありません。対象テーブルの SELECT 権限を与えてください。',
  ],
  timeout: [
    'Reading took longer than allowed and was stopped. Add an index on the reference column, or allow more time.',
    '読み取りが制限時間を超えたため中止しました。参照列に索引を付けるか、制限時間を延ばしてください。',
  ],
  aborted: ['Reading was stopped on request.', '要求により読み取りを中止しました。'],
  'bad-url': [
    'This is no connection URL. Write postgres://USER:PASSWORD@HOST/DATABASE, mysql://…, mariadb://… or sqlite:PATH.',
    '接続 URL ではありません。postgres://ユーザー:パスワード@ホスト/データベース、mysql://…、mariadb://…、sqlite:パス のいずれかで書いてください。',
  ],
  'query-failed': [
    'The database could not answer a query.',
    'データベースが問い合わせに答えられませんでした。',
  ],
}

const byCode: Record<string, FailureCode> = {
  '28P01': 'refused',
  '28000': 'refused',
  '3D000': 'no-database',
  '42501': 'forbidden',
  '57014': 'timeout',
  '57P01': 'down',
  '57P02': 'down',
  '57P03': 'down',
  '53300': 'down',
  '08P01': 'down',
  ECONNREFUSED: 'down',
  ECONNRESET: 'down',
  ENOENT: 'down',
  ENOTFOUND: 'down',
  EAI_AGAIN: 'down',
  ETIMEDOUT: 'down',
  EHOSTUNREACH: 'down',
  ENETUNREACH: 'down',
  EPIPE: 'down',
  PROTOCOL_CONNECTION_LOST: 'down',
  ER_CON_COUNT_ERROR: 'down',
  ER_SERVER_SHUTDOWN: 'down',
  ER_ACCESS_DENIED_ERROR: 'refused',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'refused',
  ER_NOT_SUPPORTED_AUTH_MODE: 'refused',
  ER_DBACCESS_DENIED_ERROR: 'refused',
  ER_BAD_DB_ERROR: 'no-database',
  ER_TABLEACCESS_DENIED_ERROR: 'forbidden',
  ER_COLUMNACCESS_DENIED_ERROR: 'forbidden',
  ER_QUERY_TIMEOUT: 'timeout',
  ER_STATEMENT_TIMEOUT: 'timeout',
  HANDSHAKE_NO_SSL_SUPPORT: 'tls',
  HANDSHAKE_SSL_ERROR: 'tls',
}

/**
 * Names the failure behind a driver's error. Only the code of the error is passed on: messages of databases quote
 * the values they stumble over.
 */
export const failureOf = (error: unknown, where: string): SourceFailure => {
  if (error instanceof SourceFailure) return error
  const { code, errno, message, errors } = error as Record<'code' | 'errno' | 'message', unknown> & {
    errors?: unknown[]
  }
  if (code === undefined && Array.isArray(errors) && errors.length) return failureOf(errors[0], where)
  const text = typeof message === 'string' ? message : ''
  // MariaDB's own errors come without a name.
  const name = typeof code === 'string' ? code : errno === 1969 ? 'ER_STATEMENT_TIMEOUT' : ''
  if (/SSL|TLS|CERT|certificate/i.test(`${name} ${text}`) && byCode[name] === undefined)
    return new SourceFailure('tls', where, name)
  if (
    /terminated|Connection ended|closed state|timeout expired|connect ETIMEDOUT|timeout exceeded/i.test(text)
  )
    return new SourceFailure('down', where, name)
  return new SourceFailure(byCode[name] ?? 'query-failed', where, name)
}
