import { type FindingRule, findingRules } from '../../../contract/audit/findings.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { UserFilter } from '../../../contract/model.ts'
import { keyAt } from '../../directory/name-index.ts'
import type { HandlersOf } from '../../dispatch.ts'
import type { Session } from '../../tenants/session.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import type { AuditOperations, FindingsAsk } from '../protocol.ts'
import { type RuleSettings, ruleNames, thresholdsOf } from './find.ts'

type FindingCall = Extract<keyof import('../../../contract/calls.ts').Calls, `findings.${string}`>

export interface FindingOptions {
  /** The open tenant with its archive's thread. @throws Refusal `not-connected` */
  ready: () => Promise<{ open: Session; thread: ThreadCalls<AuditOperations> }>
  now: () => number
}

/** What people ask of findings. Muting and other rules are written into the journal. */
export function createFindingHandlers({ ready, now }: FindingOptions): HandlersOf<FindingCall> {
  const states = (settings: RuleSettings) => ({
    rules: ruleNames.map((rule) => ({
      rule,
      on: settings[rule]?.on !== false,
      thresholds: { ...thresholdsOf(rule, settings) },
      usual: { ...findingRules[rule] },
    })),
  })
  async function mute(key: string, reason: string | null) {
    const { open, thread } = await ready()
    const { finding } = await thread.ask('mute', {
      ...peopleOf(open),
      key,
      reason,
      at: Math.floor(now() / 1000),
    })
    const { rule, username, ip, from, to } = finding
    open.changes.note(reason === null ? 'finding-shown' : 'finding-muted', {
      finding: key,
      rule,
      username,
      ip,
      from,
      to,
      ...(reason === null ? {} : { reason }),
    })
    return { finding }
  }

  return {
    'findings.page': async ({ offset, limit, muted = null, rules = null }) => {
      const { open, thread } = await ready()
      return thread.ask('findings', { ...peopleOf(open), offset, limit, muted, rules })
    },
    'findings.mute': ({ key, reason }) => mute(key, reason),
    'findings.unmute': ({ key }) => mute(key, null),
    'findings.muteAll': async ({ rules = null, count, reason }) => {
      const { open, thread } = await ready()
      const at = Math.floor(now() / 1000)
      const { changed } = await thread.ask('muteAll', { ...peopleOf(open), rules, count, reason, at })
      open.changes.note(reason === null ? 'findings-shown' : 'findings-muted', {
        count: changed,
        ...(rules === null ? {} : { rules }),
        ...(reason === null ? {} : { reason }),
      })
      return { changed }
    },
    'findings.rules': async () => states(await (await ready()).thread.ask('rules', {})),
    'findings.setRule': async ({ rule, on = true, thresholds = {} }) => {
      const { open, thread } = await ready()
      checkThresholds(rule, thresholds)
      const before = await thread.ask('rules', {})
      const settings = { ...before, [rule]: { on, thresholds } }
      await thread.ask('setRules', { settings })
      open.changes.note('finding-rule', {
        rule,
        before: { on: before[rule]?.on !== false, thresholds: thresholdsOf(rule, before) },
        after: { on, thresholds: thresholdsOf(rule, settings) },
      })
      return states(settings)
    },
    'findings.preview': async ({ rule, thresholds }) => {
      const { open, thread } = await ready()
      checkThresholds(rule, thresholds)
      const since = Math.floor(now() / 1000) - 90 * 86_400
      return thread.ask('preview', { ...peopleOf(open), rule, thresholds, since })
    },
  }
}

function checkThresholds(rule: FindingRule, thresholds: Readonly<Record<string, number>>): void {
  const unknown = Object.keys(thresholds).find((name) => !Object.hasOwn(findingRules[rule], name))
  if (unknown !== undefined)
    throw new Refusal('invalid', `The rule "${rule}" has no threshold "${unknown.slice(0, 40)}".`, {
      path: 'thresholds',
    })
}

/** Admins and disabled accounts as the last refresh saw them, by user name in lower case. */
export function peopleOf({ directory }: Session): FindingsAsk {
  const asOf = directory.meta()?.asOf ?? null
  if (asOf === null) return { admins: [], disabled: [], asOf: null }
  const { reads } = directory
  // The page asks at every start: by the index, nobody's record is read for it.
  const names = (filter: UserFilter) => Array.from(reads.find(filter, []), (at) => keyAt(reads.columns(), at))
  return {
    admins: names({ admin: true }),
    disabled: names({ status: ['disabled'] }),
    asOf: Math.floor(Date.parse(asOf) / 1000),
  }
}
