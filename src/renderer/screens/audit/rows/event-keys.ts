import { type Cursor, tableMove } from '../../../ui/table/keys.ts'

/** What a key asks of the list of events. */
export type EventKey =
  | { kind: 'move'; to: Cursor }
  | { kind: 'toggle' | 'close' | 'menu' | 'copy' | 'only' | 'not' | 'around' }
  | null

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Which key does what; `page` rows are in view. */
export function eventKey(press: Press, at: Cursor, rows: number, columns: number, page: number): EventKey {
  const strong = press.ctrlKey || press.metaKey || press.altKey
  if (!strong) {
    // On keyboards that have the sign elsewhere it is the sign that counts, on others the key.
    if (press.code === 'Equal' && press.shiftKey && press.key !== '=') return { kind: 'not' }
    if (press.key === '=') return { kind: 'only' }
    if (press.key === '≠') return { kind: 'not' }
    if (press.key.toLowerCase() === 'a') return { kind: 'around' }
  }
  const move = tableMove(press, at, rows, columns, page)
  if (move === null) return null
  if (move.kind === 'move') return { kind: 'move', to: { ...move.to, row: Math.max(0, move.to.row) } }
  if (move.kind === 'select' || move.kind === 'open') return { kind: 'toggle' }
  return move.kind === 'all' ? null : { kind: move.kind }
}
