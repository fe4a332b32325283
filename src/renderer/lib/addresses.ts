import { tenantColours } from '../../contract/calls/tenants.ts'

const text = (value: unknown, most = 300): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, most) : undefined
const oneOf = <T extends string>(value: unknown, choices: readonly T[]): T | undefined =>
  choices.find((choice) => choice === value)
const clean = <T extends object>(search: T): T =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T

/** The address of the groups screen: the list, and the group that is open. */
export interface GroupsSearch {
  text?: string
  sort?: 'name' | 'members'
  direction?: 'asc' | 'desc'
  group?: string
}
export const readGroupsSearch = (raw: Record<string, unknown>): GroupsSearch =>
  clean<GroupsSearch>({
    text: text(raw.text),
    sort: oneOf(raw.sort, ['name', 'members']),
    direction: oneOf(raw.direction, ['asc', 'desc']),
    group: text(raw.group, 1000),
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

export const settingsParts = ['companies', 'appearance', 'refresh', 'diagnostics'] as const
export type SettingsPart = (typeof settingsParts)[number]
/** The address of the settings: which part is shown. */
export interface SettingsSearch {
  part?: SettingsPart
}
export const readSettingsSearch = (raw: Record<string, unknown>): SettingsSearch =>
  clean<SettingsSearch>({ part: oneOf(raw.part, settingsParts) })

export const changesParts = ['jobs', 'waiting', 'errors', 'journal', 'calls'] as const
export type ChangesPart = (typeof changesParts)[number]
/** The address of the changes: which part is shown. */
export interface ChangesSearch {
  part?: ChangesPart
}
export const readChangesSearch = (raw: Record<string, unknown>): ChangesSearch =>
  clean<ChangesSearch>({ part: oneOf(raw.part, changesParts) })

/** A tenant's colour as the style sheet knows it. */
export const tenantColour = (colour: string): string => oneOf(colour, tenantColours) ?? 'blue'
