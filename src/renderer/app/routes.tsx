import {
  IconArrowsExchange,
  IconChartLine,
  IconFolders,
  IconHome,
  IconLayoutDashboard,
  IconReportSearch,
  IconSettings,
  IconUserMinus,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { createRootRoute, createRoute } from '@tanstack/react-router'
import type { Seat } from '../../contract/model.ts'
import { readAuditSearch } from '../features/audit/audit-search.ts'
import { readPeopleSearch } from '../features/people/filters.ts'
import {
  readChangesSearch,
  readFoldersSearch,
  readGroupsSearch,
  readJoinersSearch,
  readLeaversSearch,
  readScoresSearch,
  readSettingsSearch,
} from '../lib/addresses.ts'
import { Overview } from '../screens/overview/overview.tsx'
import { Audit, Changes, Folders, Groups, Joiners, Leavers, Scores, Settings, Start, Users } from './late-parts.ts'
import type { Screen } from './screen.ts'

/** What every screen is drawn in; the router gives it the frame. */
export const root = createRootRoute({ notFoundComponent: () => null })

/** A screen with its route, which knows the screen's path and what its address holds. */
const screen = <const Path extends string, Search extends object>(one: Screen<Path, Search>) => ({
  ...one,
  route: createRoute({
    getParentRoute: () => root,
    path: one.path,
    component: one.component,
    validateSearch: one.search,
  }),
})

const everybody: readonly Seat[] = ['admin', 'help-desk', 'manager']
const seesPeople: readonly Seat[] = ['admin', 'help-desk']

/** All screens, in the order of the side bar: this one list feeds the router, the side bar, the palette and the "G then ..." keys. */
export const screens = [
  screen({
    id: 'overview',
    path: '/overview',
    label: 'Overview',
    key: 'o',
    icon: IconLayoutDashboard,
    seats: everybody,
    component: Overview,
    search: () => ({}),
  }),
  screen({
    id: 'start',
    path: '/start',
    label: 'This seat',
    key: 'h',
    icon: IconHome,
    seats: ['manager'],
    component: Start,
    search: () => ({}),
  }),
  screen({
    id: 'users',
    path: '/users',
    label: 'Users',
    key: 'u',
    icon: IconUsers,
    seats: seesPeople,
    component: Users,
    search: readPeopleSearch,
  }),
  screen({
    id: 'leavers',
    path: '/leavers',
    label: 'Leavers',
    key: 'l',
    icon: IconUserMinus,
    seats: seesPeople,
    component: Leavers,
    search: readLeaversSearch,
  }),
  screen({
    id: 'joiners',
    path: '/joiners',
    label: 'Joiners',
    key: 'j',
    icon: IconUserPlus,
    seats: seesPeople,
    component: Joiners,
    search: readJoinersSearch,
  }),
  screen({
    id: 'groups',
    path: '/groups',
    label: 'Groups',
    key: 'g',
    icon: IconUsersGroup,
    seats: seesPeople,
    component: Groups,
    search: readGroupsSearch,
  }),
  screen({
    id: 'folders',
    path: '/folders',
    label: 'Shared folders',
    key: 'f',
    icon: IconFolders,
    seats: seesPeople,
    component: Folders,
    search: readFoldersSearch,
  }),
  screen({
    id: 'audit',
    path: '/audit',
    label: 'Audit',
    key: 'a',
    icon: IconReportSearch,
    seats: seesPeople,
    component: Audit,
    search: readAuditSearch,
  }),
  screen({
    id: 'scores',
    path: '/scores',
    label: 'Scores',
    key: 's',
    icon: IconChartLine,
    seats: seesPeople,
    component: Scores,
    search: readScoresSearch,
  }),
  screen({
    id: 'changes',
    path: '/changes',
    label: 'Changes',
    key: 'c',
    icon: IconArrowsExchange,
    seats: seesPeople,
    component: Changes,
    search: readChangesSearch,
  }),
  screen({
    id: 'settings',
    path: '/settings',
    label: 'Settings',
    key: ',',
    icon: IconSettings,
    seats: everybody,
    component: Settings,
    search: readSettingsSearch,
  }),
]
