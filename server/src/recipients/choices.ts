// SPDX-License-Identifier: Apache-2.0
import type { PackData } from '@yakusoku/core/packs'
import { articleOf, type Exemption } from '@yakusoku/core/records'
import type { Asked, GivenRecord, RecordChoices } from './contract.ts'
import { findLaw, todayOf } from './operations.ts'
import type { RecipientPorts } from './ports.ts'
import { askedOf, channelsOf, groundsOf } from './recipients.ts'

/** What a record of the organisation may be made of. */
export function choices(ports: RecipientPorts, organisation: string): RecordChoices {
  const pack = ports.inForce(organisation)
  const law = findLaw(ports, pack, todayOf(ports, pack))
  return {
    law: law === undefined ? null : { id: law.id, name: law.name },
    grounds: (law === undefined ? [] : groundsOf(law)).map((ground) => ({
      ...cite(ground),
      for: isOfTransfer(ground) ? ['provision'] : ['provision', 'receipt'],
      abroad: isOfTransfer(ground),
    })),
    channels: channelsOf(pack).map(({ id, name, from }) => ({
      id,
      name,
      from: from === 'succession' ? 'succession' : 'third-party',
    })),
    recipients: pack.recipients.map(({ id, name }) => ({ id, name })),
    categories: pack.categories.map(({ id, name }) => ({ id, name })),
  }
}

const isOfTransfer = ({ acts }: PackData['grounds'][number]): boolean =>
  acts.includes('transfer') && !acts.includes('provide')

const cite = ({ id, name, source }: PackData['grounds'][number]): Exemption => ({
  id,
  name,
  article: articleOf(source?.article ?? ''),
})

/** What the law asks today of an act as it was told so far. */
export function asked(
  ports: RecipientPorts,
  organisation: string,
  told: Pick<GivenRecord, 'direction' | 'grounds' | 'counterpart' | 'country' | 'personRelated' | 'channel'>,
): Asked {
  const pack = ports.inForce(organisation)
  const law = findLaw(ports, pack, todayOf(ports, pack))
  const nothing = { kinds: [], items: [], methods: [], exemptBy: null, lacks: null }
  if (law === undefined) return { ...nothing, kind: 'unclear', lacks: 'law' }
  const duty = askedOf(pack, law, told)
  const none = { ...nothing, kind: duty.kind }
  if (duty.kind === 'unclear') return { ...none, lacks: duty.lacks }
  if (duty.kind === 'exempt') return { ...none, exemptBy: duty.by }
  const methods = duty.methods.flatMap((method) => {
    const keep = duty.keep[method]
    return keep ? [{ method, keep: keep.rule, article: keep.article }] : []
  })
  return { ...none, kinds: [...duty.kinds], items: [...duty.items], methods }
}
