// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { PersonChoices, PersonState } from 'yakusoku/contract'
import { aboutOf, bodyOf, sayable, standing } from './said.ts'

const named = (id: string) => ({ id, name: { ja: id, en: id } })
const choices: PersonChoices = {
  version: '1.0.0',
  versions: ['1.0.0'],
  consents: [{ ...named('surveys'), text: { ja: 'x', en: 'x' }, withdrawable: true }],
  purposes: [named('invoicing')],
  categories: [named('contacts')],
  events: [],
  subjects: [],
}
const state: PersonState = {
  jurisdictions: [],
  born: null,
  guardian: false,
  subjects: [],
  consents: ['surveys', 'of-old'],
  objections: ['invoicing'],
  happened: [],
  restricted: ['*'],
  suspended: ['use'],
  over: [],
  beyond: [{ purpose: 'invoicing', category: 'contacts' }],
}

describe('what a person said', () => {
  it('is taken back by the act that undoes it', () => {
    const bodies = standing(state, choices).map((one) => [one.path, bodyOf(one, 'takeBack')])
    expect(bodies).toEqual([
      ['consents', { act: 'withdraw', consent: 'surveys' }],
      ['consents', { act: 'withdraw', consent: 'of-old' }],
      ['beyond', { act: 'withdraw', purpose: 'invoicing', category: 'contacts' }],
      ['objections', { act: 'lift', purpose: 'invoicing' }],
      ['restrictions', { act: 'lift', categories: ['*'] }],
      ['suspensions', { act: 'resume', what: 'use' }],
    ])
  })

  it('can be anything that the policy in force has, and all of it', () => {
    expect(sayable(choices).map((one) => bodyOf(one, 'say'))).toEqual([
      { act: 'give', consent: 'surveys' },
      { act: 'object', purpose: 'invoicing' },
      { act: 'restrict', categories: ['*'] },
      { act: 'restrict', categories: ['contacts'] },
      { act: 'suspend', what: 'use' },
      { act: 'suspend', what: 'provide' },
    ])
  })

  it('is told in the history by its name, and by its id once the policy has it no more', () => {
    const name = (id: string) => ({ name: { ja: id, en: id } })
    expect(aboutOf({ consent: 'surveys', version: '1.0.0', language: 'ja' }, choices)).toEqual([
      name('surveys'),
    ])
    expect(aboutOf({ purpose: 'invoicing', category: 'contacts' }, choices)).toHaveLength(2)
    expect(aboutOf({ categories: ['*', 'of-old'] }, choices)).toEqual(['all', { id: 'of-old' }])
    expect(aboutOf({ what: 'use' }, choices)).toEqual([{ stopped: 'use' }])
    expect(aboutOf({ fields: ['born', 'guardian'], born: '2012-01-01' }, choices)).toEqual([
      { particular: 'born' },
      { particular: 'guardian' },
    ])
  })
})
