import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { root } from './paths.mjs'

/**
 * Which room of main may use which: a room uses rooms of the floors below, and of its own floor. `main` are the files beside
 * the rooms that join them; what only says which types there are may come from anywhere.
 */
const floors = [
  ['text', 'cooperative', 'clock', 'redact'],
  ['lastpass', 'store', 'files'],
  ['keychain', 'settings', 'threads', 'intake', 'demo'],
  ['directory'],
  ['identity'],
  ['changes'],
  ['access', 'audit', 'groups', 'joiners', 'leavers', 'scores'],
  ['snapshots', 'streams'],
  ['application', 'seats', 'tenants', 'writer'],
  ['main', 'cli', 'shell'],
]

/** What a room shows to the others; of a room that is not here, all. Everything else is its own affair. */
const doors = {
  access: ['access.ts', 'membership-notes.ts', 'review/review-file.ts', 'review/review-handlers.ts'],
  audit: ['audit.ts', 'outgoing/event-key.ts', 'pack/check-pack.ts'],
  application: ['handlers.ts', 'external-pages.ts'],
  changes: [
    'words.ts',
    'changes.ts',
    'engine.ts',
    'kinds/kinds.ts',
    'journal/open-journal.ts',
    'journal/export-file.ts',
    'journal/slice-file.ts',
    'safety/guards.ts',
  ],
  groups: ['groups.ts', 'directory-signs.ts', 'owners.ts'],
  demo: ['credential.ts', 'service/service.ts'],
  directory: [
    'directory.ts',
    'told-status.ts',
    'export.ts',
    'folders/folder-members.ts',
    'group-people.ts',
    'handlers.ts',
    'name-index.ts',
    'observed-groups.ts',
    'people-port.ts',
    'reads.ts',
    'stored/unreadable-people.ts',
    'index/build.ts',
    'index/columns.ts',
    'sync/apply.ts',
    'sync/apply-changed.ts',
    'sync/auto-refresh.ts',
    'sync/gathering.ts',
    'sync/missing.ts',
    'sync/reread.ts',
    'sync/rezone.ts',
    'sync/staging.ts',
  ],
  intake: [
    'dates.ts',
    'decode.ts',
    'table/column-headers.ts',
    'table/detect-columns.ts',
    'forms/html-table.ts',
    'forms/read-json.ts',
    'employment/employment.ts',
    'employment/employment-words.ts',
    'list-entry.ts',
    'others/leaving-words.ts',
    'others/others-words.ts',
    'plain-text.ts',
    'read-free-text.ts',
    'read-list.ts',
    'table/read-rows.ts',
    'table/read-table.ts',
    'table/table-delimiter.ts',
    'asked/open-columns.ts',
    'asked/column-answers.ts',
    'asked/deed-columns.ts',
    'table/title-lines.ts',
    'uploads.ts',
    'table/address-header.ts',
    'forms/label-records.ts',
    'table/load-rules.ts',
    'table/telling-headers.ts',
  ],
  joiners: ['joiners.ts'],
  leavers: ['leavers.ts', 'impact/plan-notes.ts', 'rotation/folder-sites.ts'],
  seats: ['handlers.ts', 'limits.ts', 'policy.ts', 'policy-file.ts', 'seats.ts'],
  scores: [
    'scores.ts',
    'settings.ts',
    'told-scores.ts',
    'joined/history-file.ts',
    'joined/history-operations.ts',
    'joined/joined.ts',
    'joined/joined-sources.ts',
    'lists/lists.ts',
    'history/departments.ts',
    'history/check-rows.ts',
    'history/keep-day.ts',
    'history/recent-moves.ts',
    'history/scope-days.ts',
    'history/trend.ts',
    'numbers/tally.ts',
  ],
  snapshots: ['snapshots.ts', 'snapshot-file.ts', 'schedule/schedule.ts', 'schedule/passphrase-name.ts'],
  streams: ['streams.ts'],
  tenants: ['stores/own-store.ts', 'session.ts', 'tenants.ts'],
  writer: ['client.ts', 'protocol.ts'],
}

const importLine =
  /\b(?:import|export)\s+(type\s+)?(\{[^}]*\}|[^'"{}]*?)\s*(?:from\s*)?'(\.[^']+)'|\bimport\('(\.[^']+)'\)/g

function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

/** Every import of a file: what it leads to, and whether it brings types alone. */
export function importsOf(file, text) {
  return [...text.matchAll(importLine)].map(([, type, names = '', target, lazy]) => ({
    to: posix.normalize(posix.join(posix.dirname(file), target ?? lazy)),
    typesOnly: type !== undefined || (names.startsWith('{') && allTypes(names)),
  }))
}

const allTypes = (names) =>
  names
    .slice(1, -1)
    .split(',')
    .filter((name) => name.trim() !== '')
    .every((name) => name.trim().startsWith('type '))

/** The room of a file of main: its folder, or for files beside the rooms `main`, `redact`, or null for types that all share. */
function roomOf(path) {
  const [, , name = '', ...rest] = path.split('/')
  if (rest.length > 0) return name
  if (name === 'redact.ts') return 'redact'
  return name === 'ports.ts' || name === 'dispatch.ts' ? null : 'main'
}

const floorOf = (room) => floors.findIndex((rooms) => rooms.includes(room))

function mainProblem(from, { to, typesOnly }) {
  const [mine, theirs] = [roomOf(from), roomOf(to)]
  if (mine === null || theirs === null || mine === theirs) return null
  if (floorOf(mine) < 0) return `room "${mine}" has no floor`
  if (!typesOnly && floorOf(theirs) > floorOf(mine)) return `"${mine}" uses "${theirs}", which stands above it`
  const inside = to.split('/').slice(3).join('/')
  const shown = doors[theirs]
  return shown && !typesOnly && !shown.includes(inside) ? `${inside} is the own affair of "${theirs}"` : null
}

function pageProblem(from, { to }) {
  const part = (path) => path.split('/').slice(2, 4)
  const [[mine, screen], [theirs, other]] = [part(from), part(to)]
  const isFrame = (path) => part(path)[0] === 'app'
  const isStart = from.split('/').length === 3
  if (isFrame(to) && !isFrame(from) && !isStart) return 'nobody but the start imports app/'
  if (theirs === 'screens' && mine !== 'app' && (mine !== 'screens' || screen !== other))
    return 'a screen is imported by app/ alone'
  if (theirs === 'features' && (mine === 'lib' || mine === 'ui')) return `${mine}/ knows no domain`
  return null
}

/** What is wrong with one import of a file, or null. */
export function problemOf(from, found) {
  if (!found.to.startsWith('src/') || found.to.startsWith('src/contract/')) return null
  if (from.startsWith('src/main/') && found.to.startsWith('src/main/')) return mainProblem(from, found)
  return from.startsWith('src/renderer/') && found.to.startsWith('src/renderer/') ? pageProblem(from, found) : null
}

/** Every import of the sources that breaks a rule of the house: which way they may point, and which files a room shows. */
export function layerProblems() {
  return sourceFiles(join(root, 'src')).flatMap((file) =>
    importsOf(file, readFileSync(join(root, file), 'utf8')).flatMap((found) => {
      const problem = problemOf(file, found)
      return problem === null ? [] : [`${file} imports ${found.to}: ${problem}`]
    }),
  )
}
