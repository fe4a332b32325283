import { actionKey } from '../../../contract/audit/action-names.ts'
import type { Archive } from '../archive/archive.ts'
import { addressKey } from '../places/ip-number.ts'
import type { Places } from '../places/places.ts'
import { createNameKeys, type NameKeys } from './name-keys.ts'

interface TableKeys {
  names: NameKeys
}

/** How each column of an archive is compared, and where its addresses are. */
export interface ArchiveKeys {
  person: TableKeys
  ip: TableKeys
  action: TableKeys
  target: TableKeys
  places: Places
  tables: Archive['names']
}

const lower = (name: string): string => name.toLowerCase()

export function createArchiveKeys({ names, places }: Archive): ArchiveKeys {
  const table = (kind: keyof Archive['names'], keyOf: (name: string) => string): TableKeys => ({
    names: createNameKeys(names[kind], keyOf),
  })
  return {
    person: table('person', lower),
    ip: table('ip', addressKey),
    action: table('action', actionKey),
    target: table('target', lower),
    places,
    tables: names,
  }
}
