// SPDX-License-Identifier: Apache-2.0
// Apart from the schemas, which a gate in somebody's process does without.

/** Which list of the pack holds the elements that `kind:id` refers to. */
export const SECTIONS = {
  entity: 'entities',
  term: 'terms',
  role: 'roles',
  desk: 'desks',
  event: 'events',
  subject: 'subjects',
  channel: 'channels',
  category: 'categories',
  purpose: 'purposes',
  ground: 'grounds',
  recipient: 'recipients',
  proof: 'proofs',
  agent: 'agents',
  refusal: 'refusals',
  procedure: 'procedures',
  right: 'rights',
  disposal: 'disposals',
  retention: 'retention',
  evidence: 'evidence',
  duty: 'duties',
  safeguard: 'safeguards',
  consent: 'consents',
  message: 'messages',
  preference: 'preferences',
  notice: 'notices',
  tool: 'tools',
  transfer: 'transfers',
  minor: 'minors',
  item: 'items',
  announcement: 'announcements',
  record: 'records',
  incident: 'incidents',
  report: 'reports',
} as const

/** The kinds of element a reference may name. */
export type Kind = keyof typeof SECTIONS
