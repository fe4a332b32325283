import type { NamedNetwork } from '../../../contract/calls/audit/audit-settings.ts'
import type { Catalog } from '../archive/catalog.ts'
import type { NameTable } from '../archive/name-table.ts'
import { type AddressDatabase, type AddressFacts, openAddressFile } from './address-file.ts'
import { canonicalAddress } from './ip-number.ts'
import { createNetworks } from './named-networks.ts'

/** Where the archive's addresses are: in which network that an admin named, and where by the databases. */
export interface Places {
  networks(): readonly NamedNetwork[]
  setNetworks(networks: readonly NamedNetwork[]): void
  addressFiles(): { path: string; kind: string; built: string | null; problem: string | null }[]
  setAddressFiles(paths: readonly string[]): void
  /** By the number of an address: the name of its network, '' outside of all, null where it is no address. */
  networkAt(ip: number): string | null
  networkOf(ip: string): string | null
  /**
   * What an event says of its address, by its number: how it is counted where it is written in another way; its network, nothing where
   * none is named or there is no address, null outside.
   */
  toldOf(ip: number): { address?: string; network?: string | null }
  /** By the number of an address; null: nothing is known of it. */
  factsAt(ip: number): AddressFacts | null
  factsOf(ip: string): AddressFacts | null
  /** Whether there is a database that can be asked. */
  hasDatabase(): boolean
  /** Another one whenever what is said here may be another. */
  revision(): string
}

export function createPlaces(catalog: Catalog, ips: NameTable): Places {
  const chosen = <T>(name: 'networks' | 'addresses-file', none: T): T =>
    JSON.parse(catalog.choice(name) ?? 'null') ?? none
  const kept = chosen<NamedNetwork[]>('networks', [])
  let networkOf = createNetworks(kept)
  let isAnyNamed = kept.length > 0
  let networksAt: (string | null)[] = []
  let factsAt: (AddressFacts | null)[] = []
  let files: { path: string; database: AddressDatabase | null; problem: string | null }[] | null = null

  /** Opened when they are first asked: a database may have a hundred megabytes. */
  function opened() {
    files ??= chosen<string[]>('addresses-file', []).map((path) => {
      try {
        return { path, database: openAddressFile(path), problem: null }
      } catch (error) {
        return { path, database: null, problem: error instanceof Error ? error.message : String(error) }
      }
    })
    return files
  }
  function factsOf(ip: string): AddressFacts | null {
    let facts: AddressFacts | null = null
    for (const { database } of opened()) {
      const more = database?.factsOf(ip) ?? null
      if (more === null) continue
      facts =
        facts === null
          ? more
          : {
              country: facts.country || more.country,
              latitude: facts.latitude ?? more.latitude,
              longitude: facts.longitude ?? more.longitude,
              provider: facts.provider || more.provider,
            }
    }
    return facts
  }

  function networkAt(ip: number): string | null {
    const known = networksAt[ip]
    if (known !== undefined) return known
    const found = networkOf(ips.texts[ip] ?? '')
    networksAt[ip] = found
    return found
  }

  return {
    networks: () => chosen('networks', []),
    setNetworks(networks) {
      networkOf = createNetworks(networks)
      isAnyNamed = networks.length > 0
      networksAt = []
      catalog.choose('networks', JSON.stringify(networks))
    },
    addressFiles: () =>
      opened().map(({ path, database, problem }) => ({
        path,
        kind: database?.kind ?? '',
        built: database?.built ?? null,
        problem,
      })),
    setAddressFiles(paths) {
      catalog.choose('addresses-file', JSON.stringify(paths))
      files = null
      factsAt = []
    },
    networkAt,
    networkOf: (ip) => networkOf(ip),
    toldOf(ip) {
      const network = isAnyNamed ? networkAt(ip) : null
      const written = ips.texts[ip] ?? ''
      const address = canonicalAddress(written)
      return {
        ...(address === null || address === written ? {} : { address }),
        ...(network === null ? {} : { network: network || null }),
      }
    },
    factsAt(ip) {
      const known = factsAt[ip]
      if (known !== undefined) return known
      const found = factsOf(ips.texts[ip] ?? '')
      factsAt[ip] = found
      return found
    },
    factsOf,
    hasDatabase: () => opened().some(({ database }) => database !== null),
    revision: () => `${catalog.choice('networks') ?? ''}|${catalog.choice('addresses-file') ?? ''}`,
  }
}
