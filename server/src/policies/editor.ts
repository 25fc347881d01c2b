// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authorise, type Permission } from '../accounts/index.ts'
import type { Editor } from './ports.ts'

/** The caller of a route as the one who edits or decides. */
export function editorOf(request: FastifyRequest, organisation: string, permission: Permission): Editor {
  const caller = authorise(request.caller, organisation, permission)
  return {
    reference: { kind: caller.kind, id: caller.id },
    answerable: caller.answerable,
    roles: caller.roles.get(organisation) ?? [],
    permissions: caller.permissions.get(organisation) ?? new Set<string>(),
  }
}

/** The organisation in the path. */
export const place = z.object({ organisation: z.string() })

/** A version in a path or a query. */
export const versionNumber = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/)

/** Where these routes stand in the API's document. */
export const tags = ['policy']
