import { createHash } from 'node:crypto'
import type { FindingRule } from '../../../contract/audit/findings.ts'
import type { Finding } from '../../../contract/calls/audit/findings.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { Archive } from '../archive/archive.ts'
import type { AuditOperations, FindingsAsk } from '../protocol.ts'
import { type RuleSettings, ruleNames } from './find.ts'
import type { Found } from './finding.ts'
import { createLeafMemory, type Known } from './leaf-memory.ts'

type Answers = AuditOperations

/** What the rules find in an archive, with what an admin made of it. */
export interface Findings {
  /** Those that go through the archive pause after each part, so that the thread answers others meanwhile. */
  page(ask: Answers['findings']['ask']): Generator<void, Answers['findings']['answer']>
  mute(ask: Answers['mute']['ask']): Generator<void, Answers['mute']['answer']>
  muteAll(ask: Answers['muteAll']['ask']): Generator<void, Answers['muteAll']['answer']>
  settings(): RuleSettings
  setSettings(settings: RuleSettings): void
  preview(ask: Answers['preview']['ask']): Generator<void, { count: number }>
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** What a finding is known by as long as its events stay: more of them later on do not make it another one. */
const keyOf = ({ rule, username, ip, from, of }: Found): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        rule,
        username.toLowerCase(),
        rule === 'failed-logins' && username !== '' ? '' : ip,
        from,
        ...(of === undefined ? [] : [of]),
      ]),
    )
    .digest('hex')
    .slice(0, 20)

export function createFindings(archive: Archive): Findings {
  const { catalog } = archive
  const memory = createLeafMemory(archive)
  /** What was found last, and of what. */
  let kept: { of: string; found: Found[] } | null = null
  let isFinding = false

  const settings = (): RuleSettings => JSON.parse(catalog.choice('finding-rules') ?? '{}') as RuleSettings

  /** When each account that is disabled now was first read as that: a later reading says nothing of the time between. */
  function firstSeen({ disabled, asOf }: FindingsAsk): Map<string, number> {
    const text = catalog.choice('seen-disabled') ?? '{}'
    const before = new Map(Object.entries(JSON.parse(text) as Record<string, number>))
    if (asOf === null) return before
    const seen = new Map(disabled.map((name) => [name.toLowerCase(), before.get(name.toLowerCase()) ?? asOf]))
    const json = JSON.stringify(Object.fromEntries(seen))
    if (json !== text) catalog.choose('seen-disabled', json)
    return seen
  }
  const knownOf = (ask: FindingsAsk): Known => ({
    admins: new Set(ask.admins.map((name) => name.toLowerCase())),
    disabledSince: firstSeen(ask),
  })

  function* all(ask: FindingsAsk): Generator<void, Found[]> {
    const chosen = settings()
    for (;;) {
      const of = JSON.stringify([archive.entries(), archive.places.revision(), chosen, ask.admins, ask.disabled])
      if (kept?.of === of) return kept.found
      // Who asks meanwhile waits: mostly it is the same that is wanted.
      if (isFinding) {
        yield
        continue
      }
      isFinding = true
      try {
        kept = { of, found: eachOnce(yield* memory.find({ settings: chosen, told: chosen }, knownOf(ask))) }
      } finally {
        isFinding = false
      }
    }
  }

  function rowOf(found: Found, reasons: ReadonlyMap<string, string>): Finding {
    const { from, to, shows, of: _, ...rest } = found
    const key = keyOf(found)
    const reason = reasons.get(key) ?? null
    const filter = { from: iso(from), to: iso(to), ...withoutEmpty(shows) }
    return { key, ...rest, from: iso(from), to: iso(to), muted: reason !== null, reason, filter }
  }
  const reasons = () => new Map(catalog.mutes().map(({ key, reason }) => [key, reason]))

  return {
    settings,
    setSettings: (next) => catalog.choose('finding-rules', JSON.stringify(next)),
    *page({ offset, limit, muted, rules, ...ask }) {
      const why = reasons()
      const found = (yield* all(ask)).map((each) => ({ each, isMuted: why.has(keyOf(each)) }))
      const shown = found.filter(
        ({ each, isMuted }) => (muted === null || muted === isMuted) && (rules === null || rules.includes(each.rule)),
      )
      const count = (rule: FindingRule, isMuted: boolean) =>
        found.filter((one) => one.each.rule === rule && one.isMuted === isMuted).length
      return {
        rows: shown.slice(offset, offset + limit).map(({ each }) => rowOf(each, why)),
        total: shown.length,
        open: found.filter(({ isMuted }) => !isMuted).length,
        byRule: ruleNames.map((rule) => ({ rule, open: count(rule, false), muted: count(rule, true) })),
      }
    },
    *mute({ key, reason, at, ...ask }) {
      const found = (yield* all(ask)).find((each) => keyOf(each) === key)
      if (found === undefined)
        throw new Refusal('not-found', 'This finding is not there any more: the events or the rules changed since.')
      catalog.mute([key], reason === null ? null : { reason, at })
      return { finding: rowOf(found, reasons()) }
    },
    *muteAll({ rules, count, reason, at, ...ask }) {
      const why = reasons()
      const keys = (yield* all(ask))
        .filter(({ rule }) => rules === null || rules.includes(rule))
        .map(keyOf)
        .filter((key) => why.has(key) === (reason === null))
      if (keys.length !== count)
        throw new Refusal(
          'conflict',
          `There are ${keys.length.toLocaleString('en-US')} such findings now, not ${count.toLocaleString('en-US')}. Nothing was changed; look at the list again.`,
        )
      catalog.mute(keys, reason === null ? null : { reason, at })
      return { changed: keys.length }
    },
    *preview({ rule, thresholds, since, ...ask }) {
      // A rule may need what was before to tell what is new: only what it finds is counted from then on.
      const others = ruleNames.filter((name) => name !== rule).map((name) => [name, { on: false }])
      const asked: RuleSettings = { ...Object.fromEntries(others), [rule]: { on: true, thresholds } }
      const told: RuleSettings = { ...settings(), [rule]: { on: true, thresholds } }
      const found = eachOnce(yield* createLeafMemory(archive).find({ settings: asked, told }, knownOf(ask)))
      return { count: found.filter(({ to }) => to >= since).length }
    },
  }
}

/** Events that are alike in all that LastPass tells give one finding, which rests on each of them. */
function eachOnce(found: readonly Found[]): Found[] {
  const once = new Map<string, Found>()
  for (const each of found) {
    const key = `${keyOf(each)} ${each.explanation}`
    const before = once.get(key)
    once.set(key, before === undefined ? each : { ...before, events: before.events + each.events })
  }
  return [...once.values()]
}

const withoutEmpty = ({ usernames, ips, actions }: Found['shows']) => ({
  ...(usernames?.length ? { usernames } : {}),
  ...(ips?.length ? { ips } : {}),
  ...(actions?.length ? { actions } : {}),
})
