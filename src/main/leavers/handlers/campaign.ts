import type { Returned } from '../../../contract/calls.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { saveText } from '../../files/save.ts'
import type { AppOptions } from '../../ports.ts'
import { containing } from '../../text/folding.ts'
import { keyOf } from '../../text/user-key.ts'
import { isInState, namesIn, newestOpen, ownersIn, partsOf, requestTo } from '../campaign/campaign-view.ts'
import { isOverdue, progressBy, wasAsked } from '../campaign/progress.ts'
import { requestsCsv, requestText } from '../campaign/request.ts'
import { countedFrom, endedAt, undoneAt } from '../cases/case.ts'
import type { Room } from '../context.ts'
import { tickKey } from '../rotation/rotation-list.ts'

type CampaignCall =
  | 'leavers.beginCampaign'
  | 'leavers.endCampaign'
  | 'leavers.campaign'
  | 'leavers.campaignPasswords'
  | 'leavers.tickPasswords'
  | 'leavers.campaignRequest'
  | 'leavers.exportRequests'
  | 'leavers.askOwners'

type PasswordRow = Returned<'leavers.campaignPasswords'>['rows'][number]

/** Rows that one answer names. */
const named = 500
/** Characters of a request that fit into a mail. */
const mostText = 20_000

/** Handlers of campaigns: who is asked to change which passwords after leavers, and what became of it. */
export function createCampaignHandlers(room: () => Room, saveFile: AppOptions['saveFile']): HandlersOf<CampaignCall> {
  function* waiting(open: Room): Generator<void, string[]> {
    const inCampaign = new Set(open.campaignStore.people().map(({ username }) => keyOf(username)))
    const found = new Map<string, string>()
    for (const one of yield* open.cases.begun())
      if (!inCampaign.has(keyOf(one.username)) && undoneAt(one) === null && (endedAt(one) ?? countedFrom(one)) !== null)
        found.set(keyOf(one.username), one.username)
    return [...found.values()]
  }
  return {
    'leavers.beginCampaign': async ({ usernames }, signal) => {
      const open = room()
      const { sites, campaigns, operator, session, changed } = open
      if (sites.status().asOf === null) await sites.fetch(signal)
      const { operator: by } = operator()
      const { begun, passwords, leftOut } = await campaigns.begin(usernames, by, signal)
      if (begun.length > 0) session.changes.note('rotation-begun', { people: begun, passwords, operator: by })
      changed()
      return { people: begun.length, passwords, leftOut: leftOut.slice(0, named) }
    },
    'leavers.endCampaign': ({ usernames, reason }) => {
      const { campaignStore, operator, session, time, changed } = room()
      const { operator: by } = operator()
      const wanted = new Set(usernames.map(keyOf))
      const going = campaignStore
        .people()
        .filter(({ ended, username }) => ended === null && wanted.has(keyOf(username)))
        .map(({ username }) => username)
      if (going.length === 0) throw new Refusal('not-found', 'None of these people is in a campaign.')
      session.changes.note('rotation-ended', { people: going, reason, operator: by })
      campaignStore.end(going, { time: time(), by, reason })
      changed()
      return { ended: going.length }
    },
    'leavers.campaign': async ({ by, text, state: wanted, offset, limit }, signal) => {
      const open = room()
      await open.progress.catchUp(signal)
      const state = await open.campaigns.state(signal)
      const now = Date.parse(open.time())
      const asked = open.campaignStore.asked()
      const contains = containing(text)
      const rows = progressBy(state.passwords, partsOf(state, by), now).filter(
        (row) => isInState(row, wanted) && contains(`${row.name} ${row.id}`),
      )
      const left = state.passwords.filter((one) => one.open.length > 0)
      const people = await inSlices(waiting(open), signal)
      return {
        rows: rows.slice(offset, offset + limit).map((row) => {
          const mine = by === 'owner' ? asked.get(keyOf(row.id)) : undefined
          const own =
            by === 'owner' ? left.filter((one) => ownersIn(state, one).some((each) => each.username === row.id)) : []
          return {
            ...row,
            asked: mine ?? null,
            askAgain: mine !== undefined && !wasAsked(mine, newestOpen(state, own)),
          }
        }),
        total: rows.length,
        sums: {
          people: state.people.length,
          folders: new Set(state.passwords.map(({ folder }) => folder)).size,
          owners: new Set([...state.owners.values()].flat().map(({ username }) => keyOf(username))).size,
          passwords: state.passwords.length,
          done: state.passwords.length - left.length,
          offered: left.filter((one) => one.offered.length > 0).length,
          overdue: left.filter(({ since }) => isOverdue(since, now)).length,
          openSince: left.reduce<string | null>(
            (oldest, { since }) => (since !== null && (oldest === null || since < oldest) ? since : oldest),
            null,
          ),
          unowned: left.filter(({ folder }) => !state.owners.has(folder)).length,
        },
        waiting: { usernames: people.slice(0, named), total: people.length },
        problem: state.problem,
      }
    },
    'leavers.campaignPasswords': async ({ by, id, text, state: wanted, offset, limit }, signal) => {
      const open = room()
      const state = await open.campaigns.state(signal)
      const now = Date.parse(open.time())
      const contains = containing(text)
      const parts = partsOf(state, by)
      const rows = state.passwords.filter(
        (one) =>
          parts(one).some(
            ({ id: own, since }) =>
              keyOf(own) === keyOf(id) && isInState({ openSince: since, overdue: isOverdue(since, now) }, wanted),
          ) && contains(`${one.site} ${one.folderName}`),
      )
      return {
        rows: rows.slice(offset, offset + limit).map((one): PasswordRow => {
          const ticks = one.leavers.map((leaver) => state.ticks.get(tickKey(leaver, one.folder, one.site)))
          const last = ticks.reduce(
            (newest, tick) => ((tick?.time ?? '') > (newest?.time ?? '') ? tick : newest),
            ticks[0],
          )
          return {
            ...{ folder: one.folder, folderName: one.folderName, site: one.site },
            ...{ since: one.since, offered: one.offered.length > 0 },
            leavers: one.leavers.slice(0, 20),
            leaverCount: one.leavers.length,
            open: one.open.length,
            ticked: one.open.length === 0 ? (last ?? null) : null,
            owners: (state.owners.get(one.folder) ?? []).slice(0, 20).map(({ username }) => username),
          }
        }),
        total: rows.length,
      }
    },
    'leavers.tickPasswords': async ({ passwords, done, note }, signal) => {
      const { campaigns, ticks, time, operator, changed } = room()
      const state = await campaigns.state(signal)
      const wanted = new Set(passwords.map(({ folder, site }) => JSON.stringify([folder, site])))
      // What was ticked before keeps who did it, and when.
      const items = state.passwords
        .filter(({ folder, site }) => wanted.has(JSON.stringify([folder, site])))
        .flatMap((one) =>
          (done ? one.open : one.leavers.filter((leaver) => !one.open.includes(leaver))).map((username) => ({
            ...{ username, folder: one.folder, folderName: one.folderName, site: one.site },
          })),
        )
      if (items.length > 0)
        ticks.set(items, done ? { time: time(), by: operator().operator, note: note ?? null } : null)
      changed()
      return { items: items.length }
    },
    'leavers.campaignRequest': async ({ owner }, signal) => {
      const state = await room().campaigns.state(signal)
      const asked = requestTo(state, owner)
      const left = asked.passwords.filter((one) => one.open.length > 0)
      if (left.length === 0) throw new Refusal('conflict', 'Everything that this person could be asked for is changed.')
      return {
        text: requestText(asked, { nameOf: namesIn(state), most: mostText }),
        passwords: left.length,
        folders: new Set(left.map(({ folder }) => folder)).size,
      }
    },
    'leavers.exportRequests': async ({ owners, format }, signal) => {
      const open = room()
      const state = await open.campaigns.state(signal)
      const left = state.passwords.filter((one) => one.open.length > 0)
      const wanted = owners ?? [
        ...new Set(left.flatMap((one) => ownersIn(state, one).map(({ username }) => username || null))),
      ]
      const requests = wanted
        .map((owner) => requestTo(state, owner))
        .map((one) => ({ ...one, passwords: one.passwords.filter((password) => password.open.length > 0) }))
        .filter(({ passwords }) => passwords.length > 0)
      if (requests.length === 0) throw new Refusal('conflict', 'Every password of the campaigns is changed.')
      const rows = requests.reduce((sum, { passwords }) => sum + passwords.length, 0)
      const name = `password-requests-${open.time().slice(0, 10)}`
      const text =
        format === 'csv'
          ? requestsCsv(requests)
          : requests
              .map(
                (one) => `To: ${one.owner?.username ?? '(nobody)'}\n\n${requestText(one, { nameOf: namesIn(state) })}`,
              )
              .join(`\n${'-'.repeat(72)}\n\n`)
      return { ...(await saveText(saveFile, `${name}.${format === 'csv' ? 'csv' : 'txt'}`, text)), rows }
    },
    'leavers.askOwners': ({ owners, asked }) => {
      const { campaignStore, operator, session, time, changed } = room()
      const { operator: by } = operator()
      session.changes.note('rotation-asked', { owners, asked, operator: by })
      campaignStore.setAsked(owners, asked ? { time: time(), by } : null)
      changed()
      return {}
    },
  }
}
