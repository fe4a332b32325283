import { monitorEventLoopDelay } from 'node:perf_hooks'
import { accessOfEverybody } from '../../src/main/access/effective.ts'
import { inSlices } from '../../src/main/cooperative/slices.ts'
import { right } from '../../src/main/directory/index/columns.ts'
import { openTenant } from '../harness/application.ts'
import { longestTurn } from './longest-turn.ts'
import { median, report } from './report.ts'

// Lists of joiners, groups like lists, and who may use what, at the sizes that Provost promises.

/** What some work costs: medians, in milliseconds. */
interface Cost {
  ms: number
  /** Processor time of the whole process: other programs do not lengthen it. */
  cpuMs: number
  /** The longest time that the event loop was held up. */
  stallMs: number
  /** The longest turn of the event loop, as processor time of its thread. */
  stallCpuMs: number
}

/** The medians of some runs after a first one. */
async function timed(rounds: number, work: () => Promise<unknown>): Promise<Cost> {
  await work()
  const all: Cost[] = []
  for (let round = 0; round < rounds; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const [from, used] = [performance.now(), process.cpuUsage()]
    await work()
    const [ms, { user, system }] = [performance.now() - from, process.cpuUsage(used)]
    delay.disable()
    all.push({
      ms,
      cpuMs: (user + system) / 1000,
      stallMs: delay.max / 1e6,
      stallCpuMs: (await longestTurn(work)).cpuMs,
    })
  }
  const of = (part: keyof Cost) => median(all.map((each) => each[part]))
  return { ms: of('ms'), cpuMs: of('cpuMs'), stallMs: of('stallMs'), stallCpuMs: of('stallCpuMs') }
}

function reportCost(name: string, { ms, cpuMs, stallMs, stallCpuMs }: Cost, limit: number | null): void {
  report(name, ms, 'ms', limit === null ? {} : { limit })
  report(`${name}, processor time`, cpuMs, 'ms')
  report(`${name}-stall`, stallMs, 'ms', { limit: 50 })
  report(`${name}-stall, processor time`, stallCpuMs, 'ms', { limit: 50 })
}

async function lists(): Promise<void> {
  const tenant = await openTenant({ people: 20_000 })
  const { edit } = tenant.demo
  edit.createGroup('Big')
  await tenant.call('directory.sync', {})
  const names: string[] = []
  while (names.length < 10_030) {
    const { rows } = await tenant.call('users.page', { limit: 500, offset: names.length, status: ['active'] })
    names.push(...rows.map(({ username }) => username))
  }
  for (const username of names.slice(0, 10_000)) edit.addToGroup(username, 'Big')
  await tenant.call('directory.sync', {})
  const usernames = names.slice(30, 10_030)
  const exact = await timed(3, () => tenant.call('groups.plan', { name: 'Big', mode: 'exact', usernames, limit: 200 }))
  report('groups.plan-exact-10000', exact.ms, 'ms', { limit: 300 })
  for (const [count, limit] of [
    [10_000, 1000],
    [100_000, null],
  ] as const) {
    const lines = Array.from({ length: count }, (_, n) => `new${n}@corp.example.com,Ann${n},Smith${n},Big`)
    const text = ['email,first,last,groups', ...lines].join('\n')
    const cost = await timed(2, () => tenant.call('joiners.check', { text, limit: 200 }))
    reportCost(`joiners.check-${count}`, cost, limit)
  }
  const people = 1000
  const changes = Array.from({ length: people }, (_, n) => ({
    kind: 'add' as const,
    username: `joiner${n}@corp.example.com`,
    groups: ['Big'],
  }))
  await tenant.close()
  const writing = await openTenant({ people: 2000 }, { writing: true })
  writing.demo.edit.createGroup('Big')
  await writing.call('directory.sync', {})
  const before = writing.service.requests.length
  const { plan } = await writing.call('changes.preview', { changes, limit: 0 })
  const { job } = await writing.call('changes.apply', { plan })
  await writing.call('jobs.wait', { job, timeoutMs: 60_000 })
  report('requests-for-1000-joiners', writing.service.requests.length - before, 'requests', { limit: 20 })
  await writing.close()
}

/** 100,000 people, 2,000 folders of 500 members, 500 groups of 400, each folder open to two groups. */
async function access(): Promise<void> {
  const [people, folders, groups] = [100_000, 2000, 500]
  const some = (count: number, seed: number) =>
    Uint32Array.from({ length: count }, (_, n) => (n * 7919 + seed * 104_729) % people)
  const starts = (count: number, each: number) => Uint32Array.from({ length: count + 1 }, (_, n) => n * each)
  const flat = (count: number, each: number) => {
    const all = new Uint32Array(count * each)
    for (let n = 0; n < count; n++) all.set(some(each, n), n * each)
    return all
  }
  const columns = {
    n: new Uint32Array(people),
    folderStart: starts(folders, 500),
    folderMembers: flat(folders, 500),
    folderRights: new Uint8Array(folders * 500).fill(right.readOnly),
    groupStart: starts(groups, 400),
    groupMembers: flat(groups, 400),
  }
  const grants = (n: number) =>
    [n, n + 1].map((group) => ({ name: `G${group % groups}`, rights: 0, whole: true, named: false }))
  const names = {
    groups: Array.from({ length: groups }, (_, n) => `G${n}`),
    folders: Array.from({ length: folders }, (_, n) => ({ deleted: false, grants: grants(n) })),
  }
  const cost = await timed(5, () => inSlices(accessOfEverybody(columns as never, names as never)))
  reportCost('access-of-100000', cost, 1000)
}

await access()
await lists()
