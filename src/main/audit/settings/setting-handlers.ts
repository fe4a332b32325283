import { actionKey } from '../../../contract/audit/action-names.ts'
import type { AuditSettings } from '../../../contract/calls/audit/audit-settings.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { HandlersOf } from '../../dispatch.ts'
import type { AppOptions } from '../../ports.ts'
import type { Session } from '../../tenants/session.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import { usualCategory } from '../events/categories.ts'
import { wallText } from '../events/event-clock.ts'
import { offsetOf } from '../fetch/calibrate.ts'
import type { AuditOperations } from '../protocol.ts'

type SettingCall =
  | keyof typeof import('../../../contract/calls/audit/audit-settings.ts').auditSettingCalls
  | 'audit.categorise'
type Thread = ThreadCalls<AuditOperations>

export interface SettingOptions extends Pick<AppOptions, 'openFile'> {
  /** The open tenant with its archive's thread. @throws Refusal `not-connected` */
  ready: () => Promise<{ open: Session; thread: Thread }>
  now: () => number
  changed: () => void
}

const day = 86_400
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** What an admin chooses for the archive. What changes what is kept, or what is found, is written into the journal. */
export function createSettingHandlers({ ready, openFile, now, changed }: SettingOptions): HandlersOf<SettingCall> {
  async function settingsOf(open: Session, thread: Thread): Promise<AuditSettings> {
    const { networks, addressFiles, retention, evidence, categories } = await thread.ask('choices', {})
    const { timeZone } = open.record
    return {
      networks,
      addressFiles,
      keepDays: retention.keepDays,
      categories: categories.slice(0, 2000).map((one) => ({ ...one, usual: usualCategory(one.action) })),
      removedBefore: retention.removedBefore === null ? null : iso(retention.removedBefore),
      timeZone,
      zone: evidence,
      zoneFits: evidence === null ? null : offsetOf(timeZone, Date.parse(evidence.at)) === evidence.offsetMinutes,
    }
  }
  const before = (keepDays: number): number => Math.floor(now() / 1000) - keepDays * day

  return {
    'audit.settings': async () => {
      const { open, thread } = await ready()
      return settingsOf(open, thread)
    },
    'audit.setNetworks': async ({ networks }) => {
      const { open, thread } = await ready()
      const { networks: former } = await thread.ask('choices', {})
      await thread.ask('setNetworks', { networks })
      open.changes.note('audit-networks', { before: former, after: networks })
      changed()
      return settingsOf(open, thread)
    },
    'audit.categorise': async ({ action, category }) => {
      const { open, thread } = await ready()
      const { categories } = await thread.ask('choices', {})
      const before = categories.find((one) => one.action === actionKey(action))?.category ?? usualCategory(action)
      const { category: after } = await thread.ask('categorise', { action, category })
      if (after !== before) open.changes.note('audit-category', { action, before, after })
      changed()
      return { category: after }
    },
    'audit.addAddressFile': async () => {
      if (openFile === undefined) throw new Refusal('not-allowed', 'Files are chosen in the application only.')
      const { open, thread } = await ready()
      const path = await openFile({ title: 'Database of addresses', extensions: ['mmdb'] })
      if (path === null) return settingsOf(open, thread)
      await thread.ask('addAddressFile', { path })
      open.changes.note('audit-address-file', { added: path })
      changed()
      return settingsOf(open, thread)
    },
    'audit.removeAddressFile': async ({ number }) => {
      const { open, thread } = await ready()
      const { addressFiles } = await thread.ask('choices', {})
      const path = addressFiles[number]?.path
      if (path === undefined) throw new Refusal('not-found', 'This database of addresses is not in use any more.')
      await thread.ask('removeAddressFile', { path })
      open.changes.note('audit-address-file', { removed: path })
      changed()
      return settingsOf(open, thread)
    },
    'audit.previewRetention': async ({ keepDays }) => {
      const { thread } = await ready()
      const time = before(keepDays)
      return { before: iso(time), events: (await thread.ask('countBefore', { time })).events }
    },
    'audit.setRetention': async ({ keepDays, events }) => {
      const { open, thread } = await ready()
      const { retention } = await thread.ask('choices', {})
      const time = keepDays === null ? null : before(keepDays)
      if (time !== null) {
        const now_ = (await thread.ask('countBefore', { time })).events
        if (now_ > events)
          throw new Refusal(
            'conflict',
            `This would remove ${now_.toLocaleString('en-US')} events, not ${events.toLocaleString('en-US')}. Nothing was removed; look at the number again.`,
          )
      }
      await thread.ask('setRetention', { retention: { ...retention, keepDays } })
      open.changes.note('audit-retention', { before: retention.keepDays, after: keepDays })
      const removed = await applyRetention(open, thread, now())
      changed()
      return { removed, settings: await settingsOf(open, thread) }
    },
    'audit.calibrate': async (_, signal) => {
      const { open, thread } = await ready()
      const { timeZone } = open.record
      const span = (from: number, to: number) => ({
        from: wallText(Math.floor(now() / 1000) + from),
        to: wallText(Math.floor(now() / 1000) + to),
      })
      // One request to be found, and one that finds it: the newest may not be in its own answer.
      await open.lastpass().body('reporting', span(0, 1), signal)
      const bytes = await open.lastpass().body('reporting', span(-13 * 3600, 15 * 3600), signal)
      const requests = open.requests
        .page(0, 2000)
        .rows.map(({ time, command }) => ({ time: Math.floor(Date.parse(time) / 1000), command }))
      const { found, zones } = await thread.ask('calibrate', { bytes, requests, at: now() })
      changed()
      if (found === null)
        return {
          found: null,
          reason:
            "None of Provost's own requests can be told for sure among the newest events. LastPass may show them later: try again in some minutes.",
          timeZone,
          fits: null,
          zones: [],
        }
      const fits = offsetOf(timeZone, now()) === found.offsetMinutes
      return {
        found,
        reason: null,
        timeZone,
        fits,
        zones: (fits ? [timeZone, ...zones.filter((zone) => zone !== timeZone)] : zones).slice(0, 500),
      }
    },
  }
}

/** Removes what is older than an admin wants it kept, and writes into the journal how much that was. */
export async function applyRetention(open: Session, thread: Thread, now: number): Promise<number> {
  const { retention } = await thread.ask('choices', {})
  if (retention.keepDays === null) return 0
  const time = Math.floor(now / 1000) - retention.keepDays * day
  const { events } = await thread.ask('removeBefore', { time })
  if (events > 0) open.changes.note('audit-removed', { before: iso(time), events, keepDays: retention.keepDays })
  return events
}
