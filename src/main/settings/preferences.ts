import { z } from 'zod'
import { Settings, View } from '../../contract/calls/app.ts'
import { Refusal } from '../../contract/failure.ts'
import { Tenant } from '../../contract/model.ts'
import { KnownKey } from '../../contract/scores/snapshot.ts'
import { explain } from '../store/open.ts'

/** Where preferences are kept: one JSON value, never a secret. */
export interface SettingsStore {
  get(): unknown
  set(value: unknown): void
}

/** A tenant as remembered: what is not a secret, and can be known before it is opened. */
export const TenantRecord = Tenant.omit({ sessionOnly: true, credential: true, credentialProblem: true }).extend({
  /** LastPass refused the hash at the last attempt. */
  refused: z.boolean().default(false),
})
export type TenantRecord = z.infer<typeof TenantRecord>

export interface Preferences {
  settings(): Settings
  change(part: Partial<Settings>): Settings
  tenants(): TenantRecord[]
  saveTenants(tenants: readonly TenantRecord[]): void
  current(): string | null
  setCurrent(id: string | null): void
  views(): View[]
  saveViews(views: readonly View[]): void
  /** Keys of other workstations that somebody here compared by eye. */
  knownKeys(): KnownKey[]
  saveKnownKeys(keys: readonly KnownKey[]): void
  /** Whether a seat was locked here; the seat itself is in the keychain. */
  seatMark(): boolean
  setSeatMark(locked: boolean): void
}

/** Parts are parsed one by one: one that cannot be read falls back to its default and takes no other with it. */
const Kept = z.looseObject({
  tenants: z.array(z.unknown()).catch([]),
  views: z.array(z.unknown()).catch([]),
  knownKeys: z.array(z.unknown()).catch([]),
  current: z.string().nullable().catch(null),
  seatLocked: z.boolean().catch(false),
})

const readable = <T>(schema: z.ZodType<T>, values: readonly unknown[]): T[] =>
  values.flatMap((value) => {
    const parsed = schema.safeParse(value)
    return parsed.success ? [parsed.data] : []
  })

/** What could not be written is in memory alone. */
const unsaved = (error: Error): Error =>
  error instanceof Refusal
    ? new Refusal(
        'storage',
        'The settings could not be saved. What was chosen counts until Provost is closed; free space on the disk or check the permissions of the data folder, and choose it again.',
        { details: error.failure.details ?? error.message },
      )
    : error

function readSettings(value: Record<string, unknown>): Settings {
  const parts = Object.entries(Settings.shape).map(([name, schema]) => {
    const parsed = schema.safeParse(value[name])
    return [name, parsed.success ? parsed.data : schema.parse(undefined)]
  })
  return Settings.parse(Object.fromEntries(parts))
}

/** Preferences over a store, where `fixed` wins over what a person set; what is written is read back from memory, so that a read-only folder does not stop the work. */
export function createPreferences(store: SettingsStore, fixed: () => Partial<Settings> = () => ({})): Preferences {
  const initial = Kept.safeParse(store.get() ?? {})
  let kept: z.infer<typeof Kept> = initial.success
    ? initial.data
    : { tenants: [], views: [], knownKeys: [], current: null, seatLocked: false }
  const write = (part: Partial<z.infer<typeof Kept>>) => {
    kept = { ...kept, ...part }
    try {
      store.set(kept)
    } catch (error) {
      throw unsaved(explain(error))
    }
  }
  return {
    settings: () => ({ ...readSettings(kept), ...fixed() }),
    change(part) {
      const given = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
      write(given)
      return { ...readSettings(kept), ...fixed() }
    },
    tenants: () => readable(TenantRecord, kept.tenants),
    saveTenants: (tenants) => write({ tenants: [...tenants] }),
    current: () => kept.current,
    setCurrent(current) {
      if (current === kept.current) return
      try {
        write({ current })
      } catch (error) {
        // It is open all the same; only the next start begins with another one.
        if (!(error instanceof Refusal)) throw error
      }
    },
    views: () => readable(View, kept.views),
    saveViews: (views) => write({ views: [...views] }),
    knownKeys: () => readable(KnownKey, kept.knownKeys),
    saveKnownKeys: (knownKeys) => write({ knownKeys: [...knownKeys] }),
    seatMark: () => kept.seatLocked,
    setSeatMark: (seatLocked) => write({ seatLocked }),
  }
}
