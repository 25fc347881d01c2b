// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { en } from '../../words/en.ts'
import { ja } from '../../words/ja.ts'
import { whyAway, whyFailed } from './why-failed.ts'

const failed = (reason: string | null) => whyFailed({ state: 'failed', reason })
const bounced = (reason: string) => whyFailed({ state: 'bounced', reason })

describe('why a mail did not arrive', () => {
  it('has words, and keeps a code only where somebody may look it up', () => {
    expect(failed('withdrawn')).toEqual(['withdrawn', null])
    expect(failed('erased')).toEqual(['erased', null])
    expect(failed('address')).toEqual(['address', null])
    expect(failed('too-large')).toEqual(['too-large', null])
    expect(failed('smtp-550')).toEqual(['address', 'smtp-550'])
    expect(failed('smtp-552')).toEqual(['full', 'smtp-552'])
    expect(failed('smtp-554')).toEqual(['refused', 'smtp-554'])
    expect(failed('smtp')).toEqual(['refused', 'smtp'])
    expect(failed('given-up-smtp-451')).toEqual(['given-up', 'smtp-451'])
    expect(failed('given-up-etimedout')).toEqual(['given-up', 'etimedout'])
    expect(failed('unknown')).toEqual(['unknown', null])
    expect(failed(null)).toEqual(['unknown', null])
    expect(failed('of-a-newer-server')).toEqual(['unknown', 'of-a-newer-server'])
  })

  it('reads the codes of mails that came back', () => {
    expect(bounced('bounced')).toEqual(['came-back', null])
    expect(bounced('5.1.1')).toEqual(['address', '5.1.1'])
    expect(bounced('5.2.2')).toEqual(['full', '5.2.2'])
    expect(bounced('5.3.4')).toEqual(['too-large', '5.3.4'])
    expect(bounced('5.7.1')).toEqual(['refused', '5.7.1'])
    expect(bounced('550')).toEqual(['address', '550'])
    expect(bounced('moved-away')).toEqual(['came-back', 'moved-away'])
  })

  it('is said in both languages', () => {
    for (const reason of ['withdrawn', 'smtp-550', 'smtp-552', 'smtp-554', 'given-up-x', 'x', null]) {
      const [why] = failed(reason)
      expect(ja.notices.whyFailed[why]).toMatch(/[ぁ-ん]/)
      expect(en.notices.whyFailed[why]).toMatch(/[a-z]/)
    }
  })

  it('tells a system that refuses from one that is away', () => {
    expect([whyAway('forbidden'), whyAway('timeout'), whyAway(null)]).toEqual(['forbidden', 'down', 'down'])
  })
})
