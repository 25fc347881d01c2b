// SPDX-License-Identifier: Apache-2.0
// An organisation as the certification scenario of OpenID AuthZEN 1.0 wants it: two people and two records, by files and
// by what anybody may register.
import { SAMPLE_PACK } from '@yakusoku/core/check'

const purpose = (id: string, uses: string, roles: string): string =>
  `  - { id: ${id}, uses: [${uses}], roles: [${roles}], basis: contract, name: { ja: ${id}, en: ${id} } }\n`

/** The files of its policy: who may do what with records in use, and with those that were put away. */
export const RECORDS_PACK: Readonly<Record<string, string>> = {
  ...SAMPLE_PACK,
  'pack.yaml': SAMPLE_PACK['pack.yaml']
    .replace('id: sample', 'id: records')
    .replace(
      'roles:\n',
      `roles:
  - { id: editor, name: { ja: 編集者, en: Editor } }
  - { id: reader, name: { ja: 閲覧者, en: Reader } }
  - { id: admin, name: { ja: 管理担当, en: Administrator } }
`,
    )
    .replace(
      'categories:\n',
      `categories:
  - { id: active-records, channels: [form], subjects: [customers], name: { ja: 使用中の記録, en: Records in use } }
  - { id: archived-records, channels: [form], subjects: [customers], name: { ja: 保管中の記録, en: Records put away } }
`,
    )
    .replace(
      'purposes:\n',
      `purposes:\n${[
        purpose('consultation', 'active-records, archived-records', 'editor, reader, admin'),
        purpose('editing', 'active-records', 'editor'),
        purpose('archive-keeping', 'archived-records', 'admin'),
        purpose('hiding', 'active-records', 'editor'),
        purpose('destruction', 'active-records, archived-records', 'admin'),
      ].join('')}`,
    ),
}

const word = (id: string, says: object, means: object): object => ({
  id,
  body: { kind: 'word', says, means },
})
const user = (actor: string, ...roles: string[]): object => ({
  body: { kind: 'actor', type: 'user', actor, roles },
})

/** What is registered: the people with their roles, and what the words of the scenario mean. */
export const RECORDS_REGISTERED: readonly object[] = [
  user('alice', 'editor'),
  user('bob', 'reader', 'admin'),
  word('record', { type: 'record' }, { category: 'active-records', person: 'none' }),
  word('first', { type: 'record', ids: ['record-1'] }, { category: 'active-records' }),
  word('second', { type: 'record', ids: ['record-2'] }, { category: 'archived-records' }),
  word(
    'archived',
    { type: 'record', resourceProperties: { status: 'archived' } },
    { category: 'archived-records' },
  ),
  word('read', { action: 'read' }, { act: 'read', purpose: 'consultation' }),
  word('write', { action: 'write' }, { act: 'use', purpose: 'editing' }),
  word('write-archived', { action: 'write', category: 'archived-records' }, { purpose: 'archive-keeping' }),
  word('hide', { action: 'delete', actionProperties: { soft: true } }, { act: 'use', purpose: 'hiding' }),
  word(
    'destroy',
    { action: 'delete', actionProperties: { soft: false } },
    { act: 'use', purpose: 'destruction' },
  ),
]
