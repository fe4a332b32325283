import type { App } from '../../src/main/app.ts'
import type { Figures } from './figures.ts'

/** What an application shows when it is started: the answers of its reads, and what says that something is wrong. */
export interface Look {
  answers: Map<string, string>
  /** Reads that were refused because of damage to what they read. */
  refused: Set<string>
  complaints: string[]
  internal: string[]
  hashes: number
}

/** What is looked at, and in which span; the same at each look. */
interface Eye {
  hash: string
  names: readonly string[]
  /** Epoch milliseconds. */
  from: number
  to: number
}

type Read = readonly [name: string, input: object]

const reads = ({ names, from, to }: Eye): readonly Read[] => {
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  const days = { from: span.from.slice(0, 10), to: span.to.slice(0, 10) }
  const person = { username: names[0] ?? '' }
  return [
    ['users.page', { limit: 500 }],
    ['users.get', person],
    ['groups.page', { limit: 500 }],
    ['folders.page', { limit: 500 }],
    ['directory.history', { limit: 500 }],
    ['directory.problems', { limit: 200 }],
    ['access.get', { ...person, limit: 500 }],
    ['access.diff', { ...span, limit: 500 }],
    ['guards.get', {}],
    ['changes.waiting', {}],
    ['jobs.page', { limit: 100 }],
    ['journal.page', { limit: 500 }],
    ['hash.state', {}],
    ['reviews.page', { limit: 100 }],
    ['leavers.batches', { limit: 100 }],
    ['leavers.cases', { limit: 200 }],
    ['joiners.settings', {}],
    ['joiners.facts', person],
    ['joiners.facts', { username: names[1] ?? '' }],
    ['joiners.waiting', {}],
    ['joiners.drift', { limit: 100 }],
    ['joiners.invited', { limit: 100 }],
    ['groups.draft', {}],
    ['groups.lint', { limit: 100 }],
    ['groups.owners', { groups: [], usernames: names.slice(0, 3) }],
    ['scores.settings', {}],
    ['scores.summary', {}],
    ['scores.trend', days],
    ['scores.trend', { ...days, ...person }],
    ['scores.scopes', { kind: 'department' }],
    ['scores.scopes', { kind: 'group' }],
    ['scores.change', days],
    ['scores.lift', {}],
    ['scores.lists', {}],
    ['scores.history', {}],
    ['scores.attention', {}],
    ['snapshots.preview', { people: 'hidden', expires: '2100-01-01' }],
    ['snapshots.schedule', {}],
    ['audit.page', { limit: 500 }],
    ['audit.page', { limit: 500, categories: ['login'] }],
    ['audit.page', { limit: 500, text: 'a' }],
    ['audit.page', { limit: 50, ...person }],
    ['audit.page', { limit: 50, about: { kind: 'person', name: names[1] ?? '' } }],
    ['audit.page', { limit: 50, outsideNetworks: true }],
    ['audit.facets', { facet: 'action' }],
    ['audit.facets', { facet: 'username' }],
    ['audit.histogram', { ...span, buckets: 50 }],
    ['audit.coverage', {}],
    ['audit.settings', {}],
    ['audit.population', span],
    ['findings.rules', {}],
    ['findings.page', { limit: 200 }],
    ['streams.list', {}],
  ]
}

/** What of an answer is another at each look, though nothing was done: the time of an opening, how far work behind the scenes is. */
const passing: Readonly<Record<string, readonly string[]>> = {
  'snapshots.preview': ['created'],
  'streams.list': ['waiting', 'oldest', 'retryAt', 'state', 'sent', 'lastSent'],
}

/** Asks all that a screen would show, and then whether anything says that something is wrong. */
export async function lookAt(app: App, eye: Eye): Promise<Look> {
  const look: Look = { answers: new Map(), refused: new Set(), complaints: [], internal: [], hashes: 0 }
  const ask = async (name: string, input: object, label = `${name} ${JSON.stringify(input)}`) => {
    let result = await app.call(name, input)
    // The company is opened again, without the damaged file, and the page asks again.
    for (let again = 0; !result.ok && again < 3; again++) {
      const { code } = result.failure
      if (code !== 'storage' && code !== 'not-connected') break
      if (code === 'storage') look.refused.add(label)
      await untilOpen(app)
      result = await app.call(name, input)
    }
    if (JSON.stringify(result).includes(eye.hash)) look.hashes++
    if (!result.ok) {
      const { code } = result.failure
      if (code === 'internal') look.internal.push(label)
    }
    const left = passing[name] ?? []
    const shown = JSON.stringify(result.ok ? result.value : result.failure.code, (key, value) =>
      left.includes(key) ? undefined : value,
    )
    look.answers.set(label, shown)
    return result.ok ? (result.value as Record<string, never>) : null
  }
  type Row = { id?: string; review?: string; case?: string; time?: string }
  for (const [name, input] of reads(eye)) {
    const value = await ask(name, input)
    const rows: Row[] = value?.rows ?? []
    const plans: { plan: string }[] = value?.plans ?? []
    if (name === 'jobs.page') for (const { id } of rows) await ask('jobs.get', { job: id ?? '' })
    if (name === 'reviews.page') for (const { review } of rows) await ask('reviews.get', { review, limit: 200 })
    if (name === 'leavers.cases') for (const row of rows) await ask('leavers.case', { case: row.case ?? row.id })
    if (name === 'changes.waiting') for (const { plan } of plans) await ask('changes.plan', { plan })
    // One event, as its panel asks for it.
    if (name === 'audit.page' && rows[0]?.time !== undefined)
      await ask(name, { from: rows[0].time, to: rows[0].time, limit: 10 }, `one event of ${JSON.stringify(input)}`)
  }
  await untilOpen(app)
  look.complaints = await complaintsOf(app)
  return look
}

/** Waits until a company is open, ten seconds at most. */
async function untilOpen(app: App): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const status = await app.call('directory.status', {})
    if (status.ok || status.failure.code !== 'not-connected') return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** What is said to be wrong, on whichever screen. */
async function complaintsOf(app: App): Promise<string[]> {
  const ask = async <T>(name: string, input: object): Promise<Partial<T>> => {
    const result = await app.call(name, input)
    return result.ok ? (result.value as T) : {}
  }
  const { storeProblems = [] } = await ask<{ storeProblems: { message: string }[] }>('app.state', {})
  const { rows = [] } = await ask<{ rows: { message: string; details: string | null }[] }>('errors.page', {
    limit: 200,
  })
  const { intact, reason } = await ask<{ intact: boolean; reason: string | null }>('journal.verify', {})
  const { damaged = [] } = await ask<{ damaged: unknown[] }>('audit.status', {})
  const { unreadable = 0 } = await ask<{ unreadable: number }>('directory.status', {})
  return [
    ...storeProblems.map(({ message }) => message),
    ...rows.map(({ message }) => message),
    ...(intact === false ? [`The journal is not intact: ${reason}`] : []),
    ...damaged.map((span) => `Audit events are damaged: ${JSON.stringify(span)}`),
    ...(unreadable > 0 ? [`${unreadable} people are damaged`] : []),
  ]
}

/** The words by which a complaint is known to be about a file; what is said of another file tells nothing of this one. */
const about: readonly [file: RegExp, words: RegExp][] = [
  [
    /^directory\.db/,
    /people and folders|damaged on disk|people are damaged|shared folder|was last read|local database/i,
  ],
  [/^journal\.db/, /journal|guards|changes stay off|waiting plan|job|not as (it was|they were) written/i],
  [/^leavers\.db/, /leavers/i],
  [/^scores\.db/, /scores/i],
  [/^joiners\.db/, /joiners/i],
  [/^groups\.db/, /groups\.db|draft of memberships/i],
  [/^streams\.db/, /streams/i],
  [/^reviews\.db/, /reviews/i],
  [/^audit/, /audit/i],
]

const isAbout = (text: string, file: string): boolean =>
  about.some(([files, words]) => files.test(file) && words.test(text))

const newsOf = (before: Look, after: Look): string[] =>
  after.complaints.filter((text) => !before.complaints.includes(text))

/** Whether what is said now, and was not said before, is about one of these files. */
export const isTold = (before: Look, after: Look, files: readonly string[]): boolean =>
  newsOf(before, after).some((text) => files.some((name) => isAbout(text, name)))

/** What a file is of: files of one kind are told by the same words. */
export const kindOfFile = (name: string): string => String(about.find(([files]) => files.test(name))?.[0] ?? name)

/** Those of files that were altered at once of which the look says enough: a word is about one of them alone, or nothing at all is another. */
export function decidedTogether(
  before: Look,
  after: Look,
  files: readonly string[],
): { told: string[]; harmless: string[] } {
  if (after.internal.length > 0 || after.hashes > 0) return { told: [], harmless: [] }
  const news = newsOf(before, after)
  const isSame = [...before.answers].every(([name, text]) => after.answers.get(name) === text)
  if (isSame && news.length === 0) return { told: [], harmless: [...files] }
  const clear = news.map((text) => files.filter((name) => isAbout(text, name))).filter(({ length }) => length === 1)
  return { told: [...new Set(clear.flat())], harmless: [] }
}

/** Counts what a look found, and says where nothing else did. */
export function judge(
  figures: Figures,
  { before, after, files, what }: { before: Look; after: Look; files: readonly string[]; what: string },
  log: (text: string) => void,
): void {
  figures.tried++
  figures.hashes += after.hashes
  if (after.internal.length > 0) {
    figures.internal++
    log(`${what}: internal in ${after.internal.join(', ')}`)
  }
  const other = [...before.answers].filter(([name, text]) => after.answers.get(name) !== text).map(([name]) => name)
  const unsaid = other.filter((name) => !after.refused.has(name))
  const news = newsOf(before, after)
  if (isTold(before, after, files)) figures.told++
  else if (other.length > 0 && unsaid.length === 0) figures.told++
  else if (other.length === 0 && news.length === 0) figures.harmless++
  else {
    figures.silent++
    log(`${what}: silent in ${unsaid.join(', ')}${news.length > 0 ? `; said instead: ${news.join(' | ')}` : ''}`)
  }
}
