import type { JoinerFacts } from '../../contract/calls/joiner-rules.ts'
import type { Parsed } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { HandlersOf } from '../dispatch.ts'
import { keyOf } from '../text/user-key.ts'
import { domainsOf } from './domains.ts'
import { driftFrom, rulePreview } from './drift.ts'
import type { Rooms } from './joiners-room.ts'

type RuleCall =
  | 'joiners.rulePreview'
  | 'joiners.drift'
  | 'joiners.facts'
  | 'joiners.setFacts'
  | 'joiners.settings'
  | 'joiners.saveSettings'

type Departments = Parsed<'joiners.rulePreview'>['departments']

/**
 * Departments with each group once.
 * @throws Refusal `invalid` where two have a name that differs in case alone: nobody could say whose rule counts
 */
function eachOnce(departments: Departments): Departments {
  const names = new Set<string>()
  return departments.map(({ name, groups }) => {
    if (names.has(name.toLowerCase()))
      throw new Refusal('invalid', `There are two departments called "${name}". Give each its own name.`, {
        path: 'departments',
      })
    names.add(name.toLowerCase())
    return { name, groups: [...new Set(groups)] }
  })
}

/** Handlers of what is kept here of people and departments, and of who differs from it. */
export function createRuleHandlers({ room, settings, counts }: Rooms): HandlersOf<RuleCall> {
  const departmentsKept = () =>
    new Map(
      room()
        .kept.all<JoinerFacts>('fact')
        .map(({ key, value }) => [key, value.department]),
    )
  return {
    'joiners.drift': async ({ department, offset, limit }, signal) => {
      const { session: open } = room()
      const rules = settings().departments.filter(
        ({ name, groups }) => groups.length > 0 && (department === undefined || name === department),
      )
      const rows = await inSlices(driftFrom(open.directory.reads, rules, departmentsKept()), signal)
      return { rows: rows.slice(offset, offset + limit), total: rows.length }
    },
    'joiners.rulePreview': async ({ departments }, signal) => {
      const { session: open } = room()
      const rules = { before: settings().departments, after: eachOnce(departments) }
      return { departments: await inSlices(rulePreview(open.directory.reads, rules, departmentsKept()), signal) }
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
      room().kept.put('settings', 'joiners', {
        ...settings(),
        ...given,
        ...(given.departments === undefined ? {} : { departments: eachOnce(given.departments) }),
      })
      return {}
    },
  }
}
