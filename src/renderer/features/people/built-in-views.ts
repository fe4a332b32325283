import type { BuiltInView } from '../views/views-menu.tsx'
import type { PeopleSearch } from './people-search.ts'

export const builtInViews: readonly BuiltInView<PeopleSearch>[] = [
  { name: 'Everyone', about: 'No filter', search: {} },
  {
    name: 'Never logged in',
    about: 'Accounts that nobody has used yet, oldest first',
    search: { status: ['never-logged-in'], sort: 'created.asc' },
  },
  { name: 'Score below 50', about: 'Lowest first', search: { belowScore: 50, sort: 'score.asc' } },
  { name: 'Admins', about: 'Everyone with admin rights', search: { admin: true, sort: 'username.asc' } },
  {
    name: 'Disabled with folders',
    about: 'Disabled accounts that still have shared folders',
    search: {
      status: ['disabled'],
      hasFolders: true,
      sort: 'folders.desc',
      cols: ['fullname', 'username', 'status', 'admin', 'groups', 'folders', 'lastLogin'],
    },
  },
  {
    name: 'No multifactor',
    about: 'Active people without a second factor',
    search: { status: ['active'], mfa: false, sort: 'lastLogin.desc' },
  },
  {
    name: 'Inactive 90 days',
    about: 'Active accounts whose last login is 90 days ago or longer',
    search: { status: ['active'], lastLoginDays: 90, sort: 'lastLogin.asc' },
  },
  {
    name: 'Invited',
    about: 'On the invited list, without an account',
    search: { status: ['invited'], sort: 'username.asc' },
  },
  {
    name: 'No longer in LastPass',
    about: 'People whom a refresh did not find any more, as last known',
    search: { gone: true, cols: ['fullname', 'username', 'status', 'goneSince', 'lastLogin', 'groups', 'folders'] },
  },
]
