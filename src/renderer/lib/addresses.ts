import { comparisonKinds, matchResults, tenantColours } from '../../contract/lists.ts'

const text = (value: unknown, most = 300): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, most) : undefined
const oneOf = <T extends string>(value: unknown, choices: readonly T[]): T | undefined =>
  choices.find((choice) => choice === value)
const clean = <T extends object>(search: T): T =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T

const groupSorts = ['name', 'members', 'disabled', 'averageScore', 'folders', 'lastChange', 'findings'] as const
/** The address of the groups screen: the list, and the group that is open. */
export interface GroupsSearch {
  text?: string
  sort?: (typeof groupSorts)[number]
  direction?: 'asc' | 'desc'
  group?: string
  /** The matrix of people and groups in place of the list. */
  matrix?: boolean
  /** Access reviews in place of the list: `all`, or one of them; `changes`: what changed in access between two days. */
  review?: string
  finding?: string
}
export const readGroupsSearch = (raw: Record<string, unknown>): GroupsSearch =>
  clean<GroupsSearch>({
    text: text(raw.text),
    sort: oneOf(raw.sort, groupSorts),
    direction: oneOf(raw.direction, ['asc', 'desc']),
    group: text(raw.group, 1000),
    matrix: typeof raw.matrix === 'boolean' ? raw.matrix : undefined,
    review: text(raw.review, 60),
    finding: text(raw.finding, 40),
  })

/** The address of the folders screen: the list, and the folder that is open. */
export interface FoldersSearch {
  text?: string
  sort?: 'name' | 'score' | 'members' | 'admins'
  direction?: 'asc' | 'desc'
  risk?: 'sole-admin' | 'no-admin'
  deleted?: boolean
  folder?: string
}
export const readFoldersSearch = (raw: Record<string, unknown>): FoldersSearch =>
  clean<FoldersSearch>({
    text: text(raw.text),
    sort: oneOf(raw.sort, ['name', 'score', 'members', 'admins']),
    direction: oneOf(raw.direction, ['asc', 'desc']),
    risk: oneOf(raw.risk, ['sole-admin', 'no-admin']),
    deleted: typeof raw.deleted === 'boolean' ? raw.deleted : undefined,
    folder: text(raw.folder, 100),
  })

export const settingsParts = [
  'companies',
  'appearance',
  'refresh',
  'audit',
  'findings',
  'safety',
  'hash',
  'snapshots',
  'seat',
  'diagnostics',
  'about',
] as const
export type SettingsPart = (typeof settingsParts)[number]
/** The address of the settings: which part is shown. */
export interface SettingsSearch {
  part?: SettingsPart
  /** For which workstation a seat file is to be made. */
  seatFor?: string
}
export const readSettingsSearch = (raw: Record<string, unknown>): SettingsSearch =>
  clean<SettingsSearch>({ part: oneOf(raw.part, settingsParts), seatFor: text(raw.seatFor, 100) })

export const changesParts = ['jobs', 'waiting', 'errors', 'seen', 'journal', 'calls'] as const
export type ChangesPart = (typeof changesParts)[number]
const instant = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{5,15}Z$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined

/** The address of the changes: which part is shown. */
export interface ChangesSearch {
  part?: ChangesPart
  /** The line of the journal that is shown. */
  line?: number | undefined
  /** The instant since which seen changes are shown; left out: those of the last refresh that saw any. */
  since?: string | undefined
}
export const readChangesSearch = (raw: Record<string, unknown>): ChangesSearch =>
  clean<ChangesSearch>({
    part: oneOf(raw.part, changesParts),
    line: Number.isSafeInteger(raw.line) && Number(raw.line) > 0 ? Number(raw.line) : undefined,
    since: instant(raw.since),
  })

export const leaverParts = ['list', 'cases', 'passwords', 'compare'] as const
export type LeaverPart = (typeof leaverParts)[number]
export const listViews = ['people', 'impact', 'folders', 'sites'] as const
export type ListView = (typeof listViews)[number]
/** By what the passwords to change are gathered, and what of them is shown. */
export const campaignBys = ['leaver', 'folder', 'owner'] as const
export const campaignStates = ['open', 'overdue', 'done'] as const
export type CampaignState = (typeof campaignStates)[number]
/** The address of the leavers: a list being prepared, the cases, or a comparison with current staff. */
export interface LeaversSearch {
  part?: LeaverPart
  list?: string
  /** Only what the person of the list can reach is shown. */
  reach?: true | undefined
  view?: ListView
  result?: (typeof matchResults)[number]
  comparison?: string
  kind?: (typeof comparisonKinds)[number]
  text?: string
  batch?: string
  state?: 'open' | 'done' | 'attention'
  case?: string
  by?: (typeof campaignBys)[number]
  progress?: CampaignState
  /** The leaver, folder or administrator whose passwords are shown. */
  row?: string
}
export const readLeaversSearch = (raw: Record<string, unknown>): LeaversSearch =>
  clean<LeaversSearch>({
    part: oneOf(raw.part, leaverParts),
    list: text(raw.list, 60),
    reach: raw.reach === true ? true : undefined,
    view: oneOf(raw.view, listViews),
    result: oneOf(raw.result, matchResults),
    comparison: text(raw.comparison, 60),
    kind: oneOf(raw.kind, comparisonKinds),
    text: text(raw.text),
    batch: text(raw.batch, 60),
    state: oneOf(raw.state, ['open', 'done', 'attention']),
    case: text(raw.case, 60),
    by: oneOf(raw.by, campaignBys),
    progress: oneOf(raw.progress, campaignStates),
    row: text(raw.row, 320),
  })

export const joinerParts = ['one', 'many', 'waiting', 'invited', 'rules'] as const
export type JoinerPart = (typeof joinerParts)[number]
/** The address of the joiners: which part is shown, and the list that is worked on. */
export interface JoinersSearch {
  part?: JoinerPart
  list?: string
}
export const readJoinersSearch = (raw: Record<string, unknown>): JoinersSearch =>
  clean<JoinersSearch>({ part: oneOf(raw.part, joinerParts), list: text(raw.list, 60) })

/** The address of the scores: which lines are compared, and how far back. */
export interface ScoresSearch {
  kind?: 'department' | 'group'
  pick?: string[]
  days?: number
}
export const readScoresSearch = (raw: Record<string, unknown>): ScoresSearch =>
  clean<ScoresSearch>({
    kind: oneOf(raw.kind, ['department', 'group']),
    pick: Array.isArray(raw.pick) ? raw.pick.flatMap((name) => text(name, 1000) ?? []).slice(0, 4) : undefined,
    days: typeof raw.days === 'number' && raw.days > 0 && raw.days <= 5000 ? Math.floor(raw.days) : undefined,
  })

/** A tenant's colour as the style sheet knows it. */
export const tenantColour = (colour: string): string => oneOf(colour, tenantColours) ?? 'blue'
