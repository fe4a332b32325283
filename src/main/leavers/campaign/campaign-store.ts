import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRows } from '../../store/text.ts'
import { keyOf } from '../../text/user-key.ts'

/** Somebody whose passwords are being changed after them. */
export interface CampaignPerson {
  username: string
  fullname: string
  begun: string
  by: string
  /** When the sites that are kept here were read from LastPass. */
  asOf: string
  /** Nobody goes on with it. */
  ended: { time: string; by: string; reason: string } | null
}

/** What one of them could reach in one shared folder when the campaign began: LastPass forgets it with the membership. */
export interface CampaignFolder {
  username: string
  folder: string
  name: string
  hidden: boolean
  canAdminister: boolean
  sites: string[]
}

/** When an administrator of folders was asked to change passwords. */
export interface Asked {
  time: string
  by: string
}

/** Campaigns as kept: who, what they could reach, who was asked. */
export interface CampaignStore {
  people(): CampaignPerson[]
  /** All of them, or those of some people. */
  folders(usernames?: readonly string[]): CampaignFolder[]
  /** Another number whenever more is kept of what people could reach. */
  revision(): number
  begin(person: CampaignPerson, folders: readonly CampaignFolder[]): void
  end(usernames: readonly string[], ended: NonNullable<CampaignPerson['ended']>): void
  /** By the owner's key. */
  asked(): Map<string, Asked>
  setAsked(owners: readonly string[], asked: Asked | null): void
}

export function createCampaignStore(store: Store): CampaignStore {
  const json = bytesOf('json')
  const putPerson = store.prepare(
    'INSERT INTO campaign_people (key, json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json',
  )
  const putFolder = store.prepare(
    'INSERT INTO campaign_folders (key, folder, json) VALUES (?, ?, ?) ON CONFLICT (key, folder) DO UPDATE SET json = excluded.json',
  )
  const putAsked = store.prepare(
    'INSERT INTO campaign_asked (owner, json) VALUES (?, ?) ON CONFLICT (owner) DO UPDATE SET json = excluded.json',
  )
  const read = <T>(sql: string, ...values: unknown[]): T[] =>
    wholeRows<{ json: string }>(store.prepare(sql).all(...values)).map((row) => parseStored<T>(row.json))
  let revision = 0
  const people = () => read<CampaignPerson>(`SELECT ${json} FROM campaign_people ORDER BY key`)
  return {
    people,
    folders: (usernames) =>
      usernames === undefined
        ? read(`SELECT ${json} FROM campaign_folders ORDER BY key, folder`)
        : read(
            `SELECT ${json} FROM campaign_folders WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key, folder`,
            JSON.stringify(usernames.map(keyOf)),
          ),
    revision: () => revision,
    begin: (person, folders) => {
      revision++
      inTransaction(store, () => {
        const key = keyOf(person.username)
        putPerson.run(key, JSON.stringify(person))
        for (const one of folders) putFolder.run(key, one.folder, JSON.stringify(one))
      })
    },
    end: (usernames, ended) =>
      inTransaction(store, () => {
        const wanted = new Set(usernames.map(keyOf))
        for (const person of people())
          if (wanted.has(keyOf(person.username)))
            putPerson.run(keyOf(person.username), JSON.stringify({ ...person, ended }))
      }),
    asked: () =>
      new Map(
        wholeRows<{ owner: string; json: string }>(
          store.prepare(`SELECT ${bytesOf('owner', 'json')} FROM campaign_asked`).all(),
        ).map((row) => [row.owner, parseStored<Asked>(row.json)]),
      ),
    setAsked: (owners, asked) =>
      inTransaction(store, () => {
        for (const owner of owners)
          if (asked === null) store.prepare('DELETE FROM campaign_asked WHERE owner = ?').run(keyOf(owner))
          else putAsked.run(keyOf(owner), JSON.stringify(asked))
      }),
  }
}
