import type { JoinerFacts } from '../../contract/calls/joiner-rules.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { HandlersOf } from '../dispatch.ts'
import { keyOf } from '../text/user-key.ts'
import { domainsOf } from './domains.ts'
import { driftFrom } from './drift.ts'
import type { Rooms } from './joiners-room.ts'

type RuleCall = 'joiners.drift' | 'joiners.facts' | 'joiners.setFacts' | 'joiners.settings' | 'joiners.saveSettings'

/** Handlers of what is kept here of people and departments, and of who differs from it. */
export function createRuleHandlers({ room, settings, counts }: Rooms): HandlersOf<RuleCall> {
  return {
    'joiners.drift': async ({ department, offset, limit }, signal) => {
      const { kept, session: open } = room()
      const rules = settings().departments.filter(
        ({ name, groups }) => groups.length > 0 && (department === undefined || name === department),
      )
      const facts = new Map(kept.all<JoinerFacts>('fact').map(({ key, value }) => [key, value.department]))
      const rows = await inSlices(driftFrom(open.directory.reads, rules, facts), signal)
      return { rows: rows.slice(offset, offset + limit), total: rows.length }
    },
    'joiners.facts': ({ username }) => {
      const found = room().kept.get<JoinerFacts>('fact', keyOf(username))
      return { facts: found === null ? null : { ...found.value, since: found.time } }
    },
    'joiners.setFacts': ({ username, facts }) => {
      const { kept } = room()
      if (Object.keys(facts).length === 0) kept.remove('fact', keyOf(username))
      else kept.put('fact', keyOf(username), facts)
      return {}
    },
    'joiners.settings': async (_, signal) => {
      const kept = settings()
      const { reads } = room().session.directory
      const used = reads.find({ notStatus: ['disabled'] }, []).length
      return { ...kept, own: domainsOf(await counts(signal), kept.domains).list.slice(0, 1000), seatsUsed: used }
    },
    'joiners.saveSettings': (given) => {
      room().kept.put('settings', 'joiners', { ...settings(), ...given })
      return {}
    },
  }
}
