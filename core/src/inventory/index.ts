// SPDX-License-Identifier: Apache-2.0
/**
 * The inventory of personal information: its columns, what a cell shows, and the picture of flows drawn from it.
 * Pure and small enough for a browser: packs, data maps and spreadsheets are the server's.
 */
export { columnOf, columns, groups } from './columns.ts'
export type { Choice, Column, ColumnKind, Local } from './column.ts'
export { folded, nameOf, shown, valueOf } from './cells.ts'
export type { Cell, Cells, Computed, Given, Language } from './cells.ts'
export { flowGraph, flowGroups, layerNames, layers, readable } from './flows.ts'
export type { FlowGraph, FlowLink, FlowNode, FlowView, Layer } from './flows.ts'
export { layOut, type FlowLayout, type PlacedNode } from './layout.ts'
export { captionOf, drawFlows, printShape, type Shape } from './draw.ts'
