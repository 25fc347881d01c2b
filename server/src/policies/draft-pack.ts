// SPDX-License-Identifier: Apache-2.0
import { loadPack, type Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Database } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import { asPackFiles } from './files.ts'
import { findDraft } from './store.ts'

/** A draft as it is saved: its revision, and its pack where nothing is wrong with its form. Refuses `common.not-found`. */
export async function readDraftPack(
  db: Database,
  organisation: string,
  id: string,
): Promise<{ readonly revision: number; readonly pack: Pack | undefined }> {
  const row = await inOrganisation(db, organisation, (tx) => findDraft(tx, organisation, id))
  if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
  return { revision: row.revision, pack: loadPack(asPackFiles(row.files)).pack }
}
