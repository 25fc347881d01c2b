// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawFlows, printShape } from './draw.ts'
import { flowGraph, flowGroups, layers, readable, type FlowGraph } from './flows.ts'
import { layOut } from './layout.ts'
import { hundredSystems } from './world.fixture.ts'

const entry = (values: Record<string, string>) => ({
  cells: Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      { given: { value, by: { kind: 'operator', id: 'x' }, at: '2026-11-22T00:00:00Z' } },
    ]),
  ),
})
const labels = (graph: FlowGraph, layer: string) =>
  graph.nodes.filter((node) => node.layer === layer).map(({ label }) => label)

const words = fc.constantFrom(
  '甲',
  '乙',
  '丙\n丁',
  '長い名前のシステムで二行に収まらないものの例として書かれた名前',
  'A long English name of a system with many words in it',
  '',
)
const entries = fc.array(
  fc
    .record({
      process: words,
      route: words,
      method: words,
      system: words,
      purpose: words,
      entrustee: words,
      provision: words,
      storageLimit: words,
    })
    .map(entry),
  { maxLength: 40 },
)

describe('the flows of an inventory', () => {
  it('lead each entry from its source over system, purpose and recipient to its end', () => {
    const graph = flowGraph(
      [
        entry({
          route: '電話',
          system: '顧客台帳',
          purpose: 'ご連絡',
          entrustee: '発送会社\n印刷会社',
          storageLimit: '1年',
        }),
      ],
      { language: 'ja' },
    )
    expect(graph.links.map(({ from, to }) => [from, to])).toEqual([
      ['source:電話', 'system:顧客台帳'],
      ['system:顧客台帳', 'purpose:ご連絡'],
      ['purpose:ご連絡', 'recipient:発送会社'],
      ['purpose:ご連絡', 'recipient:印刷会社'],
      ['recipient:印刷会社', 'end:1年'],
      ['recipient:発送会社', 'end:1年'],
    ])
  })

  it('show what was not stated as a gap, and paper as paper', () => {
    const graph = flowGraph([entry({ purpose: 'ご連絡', medium: 'paper' })], { language: 'ja' })
    expect(layers.map((layer) => labels(graph, layer))).toEqual([
      ['（未記入）'],
      ['紙の書類'],
      ['ご連絡'],
      ['（社内のみ）'],
      ['（未記入）'],
    ])
    expect(graph.nodes.filter(({ blank }) => blank)).toHaveLength(3)
  })

  it('of a hundred systems are drawn by groups, which open one by one', () => {
    const world = hundredSystems()
    const all = flowGraph(world, { language: 'ja', most: Infinity })
    expect(labels(all, 'system')).toHaveLength(100)
    const grouped = flowGraph(world, { language: 'ja' })
    for (const layer of layers) expect(labels(grouped, layer).length).toBeLessThanOrEqual(readable)
    const [group] = flowGroups(world, 'system', 'ja')
    const opened = flowGraph(world, { language: 'ja', open: new Set([group?.id as string]) })
    expect(labels(opened, 'system')).toHaveLength(
      labels(grouped, 'system').length - 1 + (group?.things as number),
    )
  })

  it('can be narrowed to one station, whose things are then all shown', () => {
    const world = hundredSystems()
    for (const { id, things } of flowGroups(world, 'system', 'ja')) {
      const graph = flowGraph(world, { language: 'ja', focus: id })
      expect(labels(graph, 'system')).toHaveLength(things)
      expect(graph.entries).toBeLessThan(world.length)
    }
  })

  it('are laid out the same way each time, within the picture, without stations on each other', () => {
    fc.assert(
      fc.property(
        entries,
        fc.constantFrom('ja', 'en'),
        fc.constantFrom(2, 22, Infinity),
        (list, language, most) => {
          const graph = flowGraph(list, { language: language as 'ja', most })
          const layout = layOut(graph)
          expect(layOut(flowGraph(list, { language: language as 'ja', most }))).toEqual(layout)
          for (const [at, node] of layout.nodes.entries()) {
            expect(node.x).toBeGreaterThanOrEqual(0)
            expect(node.y + node.height).toBeLessThanOrEqual(layout.height)
            expect(node.lines.length).toBeLessThanOrEqual(3)
            expect(node.height).toBeGreaterThanOrEqual(16 * node.lines.length)
            const after = layout.nodes[at + 1]
            if (after?.x === node.x) expect(after.y).toBeGreaterThanOrEqual(node.y + node.height)
          }
          for (const { from, to, fromY, toY } of layout.links)
            for (const [id, y] of [
              [from, fromY],
              [to, toY],
            ] as const) {
              const node = layout.nodes.find((one) => one.id === id)
              expect(y).toBeGreaterThanOrEqual(node?.y as number)
              expect(y).toBeLessThanOrEqual((node?.y as number) + (node?.height as number))
            }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('count each entry once at each station, and lose none', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const graph = flowGraph(list, { language: 'ja', most: 2 })
        expect(graph.entries).toBe(list.length)
        for (const layer of layers) {
          const counts = graph.nodes.filter((node) => node.layer === layer).map((node) => node.entries)
          expect(counts.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(list.length)
          for (const count of counts) expect(count).toBeLessThanOrEqual(list.length)
        }
      }),
    )
  })

  it('fit on one page of A4 landscape when grouped', () => {
    const { width, height } = layOut(flowGraph(hundredSystems(), { language: 'ja' }))
    expect(height / width).toBeLessThan(190 / 277)
  })

  it('become an SVG in which nothing written breaks out', () => {
    const graph = flowGraph([entry({ system: '<script>alert("1")</script>&' })], { language: 'en' })
    const svg = printShape(drawFlows(layOut(graph), { language: 'en', title: '"><x' }))
    expect(svg).toContain('&lt;script&gt;')
    expect(svg).not.toMatch(/<script|"><x/)
  })
})
