import type { Input, ReadName } from '../../contract/calls.ts'
import { askAhead } from '../lib/application/pages.ts'
import { readAhead } from '../lib/application/queries.ts'

/** What the frame and the usual first screen draw on, as they ask for it. */
const reads: { [C in ReadName]?: Input<C> } = {
  'settings.get': {},
  'app.state': {},
  'seats.state': {},
  'directory.status': {},
  'writing.state': {},
  'changes.waiting': {},
  'errors.page': { offset: 0, limit: 1 },
  'jobs.page': { offset: 0, limit: 20 },
  'views.list': {},
  'scores.summary': {},
  'scores.settings': {},
  'scores.attention': {},
  'scores.scopes': { kind: 'department', days: 30 },
}

/**
 * Asks before anything is drawn, so that main answers while the page's scripts still run and the first drawing has its rows.
 * What a seat may not read, or cannot be read before a company is open, is refused, and asked for anew by who draws it.
 */
export function askFirst(): void {
  for (const [name, input] of Object.entries(reads)) readAhead(name as ReadName, input)
  void askAhead('users.page', {})
}
