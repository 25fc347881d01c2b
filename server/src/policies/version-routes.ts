// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import { PolicyDiffSchema, VersionFilesSchema, VersionSummarySchema } from './contract.ts'
import { withdrawVersion } from './deciding.ts'
import { editorOf, place, tags, versionNumber } from './editor.ts'
import { diffVersions, listVersions, readVersion, readVersionFiles, type Reading } from './reading.ts'

const base = '/api/organisations/:organisation/policy'
const one = place.extend({ version: versionNumber })

/** Registers the published versions: to be listed, read, compared, and withdrawn before their day. */
export function registerVersionRoutes(http: Http, reading: Reading): void {
  http.get(
    `${base}/versions`,
    {
      preValidation: requires('policies:read'),
      schema: {
        tags,
        summary: 'Every version of the policy, the newest day first',
        params: place,
        response: { 200: z.array(VersionSummarySchema) },
      },
    },
    ({ params }) => listVersions(reading, params.organisation),
  )
  http.get(
    `${base}/versions/:version`,
    {
      preValidation: requires('policies:read'),
      schema: { tags, summary: 'One version', params: one, response: { 200: VersionSummarySchema } },
    },
    ({ params }) => readVersion(reading, params.organisation, params.version),
  )
  http.get(
    `${base}/versions/:version/files`,
    {
      preValidation: requires('policies:read'),
      schema: {
        tags,
        summary: 'The files of a version as they were published, with their hashes',
        params: one,
        response: { 200: VersionFilesSchema },
      },
    },
    ({ params }) => readVersionFiles(reading, params.organisation, params.version),
  )
  registerComparison(http, reading)
  registerWithdrawal(http, reading)
}

function registerComparison(http: Http, reading: Reading): void {
  http.get(
    `${base}/diff`,
    {
      preValidation: requires('policies:read'),
      schema: {
        tags,
        summary: 'What differs between two published versions',
        params: place,
        querystring: z.object({ from: versionNumber, to: versionNumber }),
        response: { 200: PolicyDiffSchema },
      },
    },
    ({ params, query }) => diffVersions(reading, params.organisation, query),
  )
}

function registerWithdrawal(http: Http, reading: Reading): void {
  http.post(
    `${base}/versions/:version/withdraw`,
    {
      preValidation: requires('policies:approve'),
      schema: {
        tags,
        summary: 'Withdraw a published version before its day; its number stays taken',
        params: one,
        body: z.object({ reason: z.string().trim().min(1).max(2_000) }),
        response: { 200: VersionSummarySchema },
      },
    },
    async (request) => {
      const { organisation, version } = request.params
      const editor = editorOf(request, organisation, 'policies:approve')
      await withdrawVersion(reading, organisation, { version, reason: request.body.reason }, editor)
      return readVersion(reading, organisation, version)
    },
  )
}
