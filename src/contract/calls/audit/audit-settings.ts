import { z } from 'zod'
import { auditCategories } from '../../audit/audit.ts'
import { act, adminOnly, nothing, peopleSeats, read } from '../../call.ts'
import { Instant } from '../../model.ts'

/** A network that an admin named: single addresses and ranges as in 192.0.2.0/24 or 2001:db8::/32. */
export const NamedNetwork = z.strictObject({
  name: z.string().trim().min(1).max(60),
  ranges: z.array(z.string().trim().min(1).max(60)).min(1).max(200),
})
export type NamedNetwork = z.infer<typeof NamedNetwork>

/** A database of addresses on this computer (MMDB): where its addresses are, or who provides them. */
const AddressFile = z.object({
  path: z.string(),
  /** What the file says it is, as "GeoLite2-City"; empty when it cannot be read. */
  kind: z.string(),
  built: Instant.nullable(),
  /** Why it is not used; null: it is. */
  problem: z.string().nullable(),
})

/** What calibrating found: how far the account's clock is from UTC, and what shows it. */
export const ZoneEvidence = z.object({
  /** When it was found. */
  at: Instant,
  offsetMinutes: z.int(),
  /** Provost's own request that the event was found to. */
  request: Instant,
  /** That event's time as LastPass wrote it, and its action. */
  localTime: z.string(),
  action: z.string(),
  /** The event bears the name under which Provost asks; false: it was found by its time alone. */
  labelled: z.boolean(),
  /** How many of Provost's requests fit. */
  matched: z.int(),
})
export type ZoneEvidence = z.infer<typeof ZoneEvidence>

const Category = z.enum(auditCategories)
const Days = z.int().min(1).max(36_500)

/** What an admin chose for the archive, and what of it works. */
export const AuditSettings = z.object({
  networks: z.array(NamedNetwork).max(200),
  addressFiles: z.array(AddressFile).max(4),
  /** Events older than so many days are removed; null: all are kept. */
  keepDays: Days.nullable(),
  /** Actions that an admin sorted, in small letters; `usual`: where Provost sorts them. */
  categories: z.array(z.object({ action: z.string(), category: Category, usual: Category })).max(2000),
  /** Before it the archive holds nothing because of that choice. */
  removedBefore: Instant.nullable(),
  timeZone: z.string(),
  /** What the last calibration found; null: there was none. */
  zone: ZoneEvidence.nullable(),
  /** Whether the zone shows the clock that was found; null: nothing was found yet. */
  zoneFits: z.boolean().nullable(),
})
export type AuditSettings = z.infer<typeof AuditSettings>

/** Calls for what an admin chooses for the audit archive. */
export const auditSettingCalls = {
  'audit.settings': read(nothing, AuditSettings, peopleSeats),
  'audit.setNetworks': act(
    () => z.strictObject({ networks: z.array(NamedNetwork).max(200) }),
    AuditSettings,
    adminOnly,
  ),
  /** Asks the person for a database file (MMDB); it stays where it is and is read on this computer alone. */
  'audit.addAddressFile': act(nothing, AuditSettings, adminOnly),
  /** Reads no longer from one of `addressFiles`, counted from 0; the file itself stays. */
  'audit.removeAddressFile': act(() => z.strictObject({ number: z.int().min(0).max(3) }), AuditSettings, adminOnly),
  /** How many events a choice would remove now. */
  'audit.previewRetention': read(
    () => z.strictObject({ keepDays: Days }),
    () => z.object({ events: z.int(), before: Instant }),
    adminOnly,
  ),
  /** Removes older events now and from then on; `events` repeats the number that the preview gave. */
  'audit.setRetention': act(
    () => z.strictObject({ keepDays: Days.nullable(), events: z.int().min(0).default(0) }),
    () => z.object({ removed: z.int(), settings: AuditSettings }),
    adminOnly,
  ),
  /**
   * Looks for Provost's own requests among the newest events, and says what the account's clock must have shown. Nothing changes:
   * the zone is confirmed with `tenants.update`.
   */
  'audit.calibrate': act(
    nothing,
    () =>
      z.object({
        found: ZoneEvidence.nullable(),
        /** Why nothing was found. */
        reason: z.string().nullable(),
        timeZone: z.string(),
        fits: z.boolean().nullable(),
        /** Zones whose clock is like that now, the usual ones first. */
        zones: z.array(z.string()).max(500),
      }),
    adminOnly,
  ),
}
