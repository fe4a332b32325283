import { readFileSync } from 'node:fs'
import { type CountryResponse, Reader } from 'mmdb-lib'
import type { Place } from '../findings/finding.ts'
import { addressOf, ipNumber } from './ip-number.ts'

/** What a database of addresses says of one. */
export interface AddressFacts extends Place {
  /** Who provides the address; empty: the database does not say. */
  provider: string
}

/** A database of addresses (MMDB) that was opened. */
export interface AddressDatabase {
  kind: string
  /** ISO 8601; null: it does not say. */
  built: string | null
  factsOf(ip: string): AddressFacts | null
}

/** What the databases of this kind hold of one address, of which each has a part. */
interface Entry {
  country?: { iso_code?: unknown; names?: { en?: unknown } }
  registered_country?: { iso_code?: unknown; names?: { en?: unknown } }
  location?: { latitude?: unknown; longitude?: unknown }
  autonomous_system_organization?: unknown
  organization?: unknown
  isp?: unknown
}

/** Larger files are no databases of addresses: the largest known has 1 GB. */
const mostBytes = 1.5 * 2 ** 30

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '')
const degrees = (value: unknown, most: number): number | null =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most ? value : null

/** Opens a database of addresses. @throws Error in words when it cannot be used */
export function openAddressFile(path: string): AddressDatabase {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new Error(code === 'ENOENT' ? 'The file is not there any more.' : `The file cannot be read (${code}).`)
  }
  if (bytes.length > mostBytes) throw new Error('The file is too large for a database of addresses.')
  let reader: Reader<CountryResponse>
  try {
    reader = new Reader<CountryResponse>(bytes)
    // A file that was cut off has its tree or its data too short.
    if (!(reader.metadata.searchTreeSize > 0) || reader.metadata.searchTreeSize > bytes.length) throw new Error()
    for (const probe of ['192.0.2.1', '8.8.8.8']) reader.get(probe)
  } catch {
    throw new Error('The file is not a database of addresses in MaxMind DB format (MMDB), or it is damaged.')
  }
  const { databaseType, buildEpoch } = reader.metadata
  return {
    kind: text(databaseType),
    built: Number.isNaN(buildEpoch?.getTime() ?? Number.NaN) ? null : buildEpoch.toISOString(),
    factsOf(written) {
      const ip = addressOf(written)
      if (ipNumber(ip) === null) return null
      let entry: Entry | null
      try {
        entry = reader.get(ip.trim().split('%')[0] ?? '') as Entry | null
      } catch {
        return null
      }
      if (entry === null || typeof entry !== 'object') return null
      const country = entry.country ?? entry.registered_country
      return {
        country: text(country?.names?.en) || text(country?.iso_code),
        latitude: degrees(entry.location?.latitude, 90),
        longitude: degrees(entry.location?.longitude, 180),
        provider: text(entry.isp) || text(entry.organization) || text(entry.autonomous_system_organization),
      }
    },
  }
}
