// SPDX-License-Identifier: Apache-2.0
import { parsePeriod, printPeriod } from '@yakusoku/core/calendar'
import type { Local } from '@yakusoku/core/inventory'
import { findElement, type Pack, type RetentionRule } from '@yakusoku/core/packs'
import { text } from '../kernel/index.ts'

const states = {
  relationship: text('取引・契約の継続中', 'while the relationship lasts'),
  purpose: text('利用目的の達成まで', 'until the purpose is achieved'),
} as const

function periodWords(period: string): Local {
  const parsed = parsePeriod(period)
  return parsed.ok ? printPeriod(parsed.value) : text(period, period)
}

function eventName(pack: Pack, event: string): Local {
  if (event === 'collection') return text('取得', 'collection')
  return findElement(pack, 'event', event)?.name ?? text(event, event)
}

/** A retention rule in words: how long the data is kept. */
export function storageLimit(pack: Pack, rule: RetentionRule): Local {
  switch (rule.kind) {
    case 'period': {
      const [event, period] = [eventName(pack, rule.after), periodWords(rule.period)]
      return text(`${event.ja}から${period.ja}`, `${period.en} after ${event.en}`)
    }
    case 'while': {
      const state = states[rule.state]
      if (rule.plus === undefined) return state
      const plus = periodWords(rule.plus)
      return text(`${state.ja}とその後${plus.ja}`, `${state.en} and ${plus.en} after`)
    }
    case 'longer':
    case 'shorter': {
      const [a, b] = rule.of.map((one) => storageLimit(pack, one)) as [Local, Local]
      const which = rule.kind === 'longer' ? text('長い方', 'longer') : text('短い方', 'shorter')
      return text(`${a.ja}又は${b.ja}の${which.ja}`, `the ${which.en} of ${a.en} and ${b.en}`)
    }
    case 'unless-held': {
      const inner = storageLimit(pack, rule.rule)
      return text(`${inner.ja}（保全中を除く）`, `${inner.en}, unless held`)
    }
  }
}

/** Until when the data is used under a rule: up to what its period counts from. */
export function useLimit(pack: Pack, rule: RetentionRule): Local[] {
  switch (rule.kind) {
    case 'period': {
      if (rule.after === 'collection') return [states.purpose]
      const event = eventName(pack, rule.after)
      return [text(`${event.ja}まで`, `until ${event.en}`)]
    }
    case 'while':
      return [states[rule.state]]
    case 'longer':
    case 'shorter':
      return rule.of.flatMap((one) => useLimit(pack, one))
    case 'unless-held':
      return useLimit(pack, rule.rule)
  }
}
