import { latePart } from '../lib/late-parts.ts'

// In the order in which somebody may want them first: so they are fetched.
export const Messages = latePart(() => import('./messages.tsx'), 'Messages')
export const PendingBar = latePart(() => import('../features/changes/pending-bar.tsx'), 'PendingBar')
export const Palette = latePart(() => import('./palette/palette.tsx'), 'Palette')
export const Users = latePart(() => import('../screens/users/users.tsx'), 'Users')
export const PlanDialog = latePart(() => import('../features/changes/plan/plan-dialog.tsx'), 'PlanDialog')
export const JobDrawer = latePart(() => import('../features/changes/job/job-drawer.tsx'), 'JobDrawer')
export const Leavers = latePart(() => import('../screens/leavers/leavers.tsx'), 'Leavers')
export const Groups = latePart(() => import('../screens/groups/groups.tsx'), 'Groups')
export const Joiners = latePart(() => import('../screens/joiners/joiners.tsx'), 'Joiners')
export const Folders = latePart(() => import('../screens/folders/folders.tsx'), 'Folders')
export const Audit = latePart(() => import('../screens/audit/audit.tsx'), 'Audit')
export const Scores = latePart(() => import('../screens/scores/scores.tsx'), 'Scores')
export const Changes = latePart(() => import('../screens/changes/changes.tsx'), 'Changes')
export const Settings = latePart(() => import('../screens/settings/settings.tsx'), 'Settings')
export const KeysHelp = latePart(() => import('./keys/keys-help.tsx'), 'KeysHelp')
export const SnapshotWindow = latePart(
  () => import('../features/scores/snapshots/snapshot-window.tsx'),
  'SnapshotWindow',
)
export const Start = latePart(() => import('../screens/start/start.tsx'), 'Start')
export const Welcome = latePart(() => import('../screens/welcome/welcome.tsx'), 'Welcome')
export const Connect = latePart(() => import('../screens/welcome/connect.tsx'), 'Connect')
export const Reconnect = latePart(() => import('../screens/welcome/reconnect.tsx'), 'Reconnect')
