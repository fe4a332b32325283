import { inSlices } from '../../cooperative/slices.ts'
import type { Reads } from '../../directory/reads.ts'
import { keyOf } from '../../text/user-key.ts'
import { sitesOf } from '../rotation/folder-sites.ts'
import type { Rotations } from '../rotation/rotation.ts'
import { tickKey } from '../rotation/rotation-list.ts'
import type { Sites } from '../rotation/site-store.ts'
import type { Ticks } from '../rotation/tick-store.ts'
import type { CampaignFolder, CampaignPerson, CampaignStore } from './campaign-store.ts'
import { ownersOf } from './owners.ts'
import { type Owner, type Password, passwordsOf } from './progress.ts'

/** How the campaigns stand. */
export interface CampaignState {
  /** Those that go on. */
  people: CampaignPerson[]
  passwords: Password[]
  /** By folder; a folder that nobody can be asked for is not in it. */
  owners: Map<string, Owner[]>
  ticks: ReturnType<Ticks['of']>
  /** Why events could not be looked at; null: they were. */
  problem: string | null
}

/** Campaigns: the passwords that leavers could reach, handed to the folders' administrators, and what became of them. */
export interface Campaigns {
  /** Keeps what these people can reach now. @returns how many passwords, and who was left out, with reasons */
  begin(
    usernames: readonly string[],
    by: string,
    signal: AbortSignal,
  ): Promise<{ begun: string[]; passwords: number; leftOut: { username: string; reason: string }[] }>
  /** How they stand, once events that came meanwhile were looked at. */
  state(signal: AbortSignal): Promise<CampaignState>
  /** Events came: what they show is taken in, in the background. */
  eventsCame(): void
  /** Ends what runs in the background. */
  close(): Promise<void>
}

export function createCampaigns({
  store,
  sites,
  ticks,
  rotations,
  reads,
  time,
  changed,
}: {
  store: CampaignStore
  sites: Sites
  ticks: Ticks
  rotations: Rotations
  reads: () => Reads
  time: () => string
  changed: () => void
}): Campaigns {
  /** Items that an event may be about, by their mark, as of the last look; null: not looked yet. */
  let offered: Set<string> | null = null
  let problem: string | null = null
  let looking: Promise<void> | null = null
  const closing = new AbortController()
  /** Grows when events come: what was looked at before is out of date. */
  let revision = 0

  const open = () => store.people().filter(({ ended }) => ended === null)

  async function look(): Promise<void> {
    // Events may go on coming; what came last is looked at by the next who asks.
    for (let turn = 0; turn < 3; turn++) {
      const at = revision
      await lookOnce()
      if (at === revision) return
    }
  }
  async function lookOnce(): Promise<void> {
    const { signal } = closing
    const at = revision
    const usernames = open().map(({ username }) => username)
    try {
      const before = ticks.of(usernames).size
      const { all } = await rotations.rows(usernames, {}, signal)
      const found = all.filter((row) => row.ticked === null && row.changed != null)
      if (at === revision) offered = new Set(found.map((row) => tickKey(row.username, row.folder, row.site)))
      problem = null
      if (ticks.of(usernames).size !== before) changed()
    } catch (error) {
      if (signal.aborted) throw error
      offered ??= new Set()
      problem = error instanceof Error ? error.message : String(error)
    }
  }
  /** Who asks while one looks waits for that look: it is for everybody, and nobody's cancelling ends it. */
  function looked(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null
    })
    return looking
  }

  return {
    async begin(usernames, by, signal) {
      const known = new Set(open().map(({ username }) => keyOf(username)))
      const wanted = new Map(usernames.map((username) => [keyOf(username), username]))
      const folders = new Map<string, CampaignFolder[]>()
      function* gather(): Generator<void, void> {
        for (const part of sites.each()) {
          for (const folder of part) {
            if (folder.deleted) continue
            for (const member of folder.members) {
              if (!wanted.has(member.key) || known.has(member.key)) continue
              const reached = sitesOf(folder, member)
              if (reached.length === 0) continue
              const one: CampaignFolder = {
                ...{ username: member.username, folder: folder.id, name: folder.name },
                ...{ hidden: member.hidden, canAdminister: member.admin, sites: [...new Set(reached)] },
              }
              folders.set(member.key, [...(folders.get(member.key) ?? []), one])
            }
          }
          yield
        }
      }
      await inSlices(gather(), signal)
      const leftOut: { username: string; reason: string }[] = []
      const begun: string[] = []
      const asOf = sites.status().asOf ?? time()
      for (const [key, username] of wanted) {
        const own = folders.get(key)
        if (known.has(key)) leftOut.push({ username, reason: 'Is in a campaign already.' })
        else if (own === undefined) leftOut.push({ username, reason: 'Could reach no site in a shared folder.' })
        else {
          const name = own[0]?.username ?? username
          const fullname = reads().user(name)?.fullname ?? ''
          store.begin({ username: name, fullname, begun: time(), by, asOf, ended: null }, own)
          begun.push(name)
        }
      }
      revision++
      offered = null
      const mine = new Set(begun.map(keyOf))
      const kept = store.folders(begun)
      const passwords = passwordsOf(
        open().filter(({ username }) => mine.has(keyOf(username))),
        kept,
        { ticked: new Set(), offered: new Set() },
      ).length
      return { begun, passwords, leftOut }
    },
    async state(signal) {
      const people = open()
      if (people.length > 0 && offered === null) await looked()
      const usernames = people.map(({ username }) => username)
      const known = ticks.of(usernames)
      const passwords = passwordsOf(people, store.folders(usernames), {
        ticked: new Set(known.keys()),
        offered: offered ?? new Set(),
      })
      const leavers = new Set(usernames.map(keyOf))
      const owners = await inSlices(ownersOf(reads(), new Set(passwords.map(({ folder }) => folder)), leavers), signal)
      return { people, passwords, owners, ticks: known, problem }
    },
    eventsCame() {
      revision++
      offered = null
      // Where the tenant is closed meanwhile, the next opening looks.
      if (open().length > 0) void looked().catch(() => {})
    },
    async close() {
      closing.abort()
      await looking?.catch(() => {})
    },
  }
}
