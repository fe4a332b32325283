import type { ZoneEvidence } from '../../../contract/calls/audit/audit-settings.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { Archive } from '../archive/archive.ts'
import { findOffset, zonesWith } from '../fetch/calibrate.ts'
import { openAddressFile } from '../places/address-file.ts'
import { checkNetworks } from '../places/named-networks.ts'
import type { AuditOperations, Backfill, Retention } from '../protocol.ts'

type Choices = Pick<
  AuditOperations,
  | 'choices'
  | 'setNetworks'
  | 'addAddressFile'
  | 'removeAddressFile'
  | 'setRetention'
  | 'setBackfill'
  | 'countBefore'
  | 'removeBefore'
  | 'calibrate'
>
type Handlers = { [O in keyof Choices]: (ask: Choices[O]['ask']) => Choices[O]['answer'] }

/** As many databases of addresses as are of use: one of places, one of providers, and one more of each. */
const mostFiles = 4

/** What an admin chose for an archive, kept in its catalogue. */
export function createChoices(archive: () => Archive): Handlers {
  const kept = <T>(name: 'retention' | 'backfill' | 'zone-evidence', none: T): T =>
    (JSON.parse(archive().catalog.choice(name) ?? 'null') as T | null) ?? none
  const paths = () =>
    archive()
      .places.addressFiles()
      .map(({ path }) => path)

  return {
    choices: () => ({
      networks: [...archive().places.networks()],
      addressFiles: archive().places.addressFiles(),
      retention: kept<Retention>('retention', { keepDays: null, removedBefore: null }),
      evidence: kept<ZoneEvidence | null>('zone-evidence', null),
      backfill: kept<Backfill>('backfill', null),
      categories: archive().catalog.categories(),
    }),
    setNetworks({ networks }) {
      checkNetworks(networks)
      archive().places.setNetworks(networks)
      return {}
    },
    addAddressFile({ path }) {
      const before = paths().filter((each) => each !== path)
      if (before.length >= mostFiles)
        throw new Refusal('invalid', `Only ${mostFiles} databases of addresses can be used. Remove one first.`)
      try {
        openAddressFile(path)
      } catch (error) {
        throw new Refusal('invalid', `${error instanceof Error ? error.message : String(error)} Nothing was changed.`, {
          path: 'path',
        })
      }
      archive().places.setAddressFiles([...before, path])
      return {}
    },
    removeAddressFile({ path }) {
      archive().places.setAddressFiles(paths().filter((each) => each !== path))
      return {}
    },
    setRetention({ retention }) {
      archive().catalog.choose('retention', JSON.stringify(retention))
      return {}
    },
    setBackfill({ backfill }) {
      archive().catalog.choose('backfill', JSON.stringify(backfill))
      return {}
    },
    countBefore: ({ time }) => ({ events: archive().countBefore(time) }),
    removeBefore({ time }) {
      const retention = kept<Retention>('retention', { keepDays: null, removedBefore: null })
      // Said before it is done: what is removed by choice must never look like something that was not fetched.
      const removedBefore = Math.max(time, retention.removedBefore ?? 0)
      archive().catalog.choose('retention', JSON.stringify({ ...retention, removedBefore }))
      return { events: archive().removeBefore(time) }
    },
    calibrate({ bytes, requests, at }) {
      const offset = findOffset(bytes, requests)
      if (offset === null) return { found: null, zones: [] }
      const found: ZoneEvidence = { ...offset, at: new Date(at).toISOString() }
      archive().catalog.choose('zone-evidence', JSON.stringify(found))
      return { found, zones: zonesWith(offset.offsetMinutes, at) }
    },
  }
}
