import { type KeyboardEvent, useRef } from 'react'
import { type Draft, draftMemberships, redoDraft, undoDraft } from '../../../features/groups/draft.ts'
import { type Block, cellState, type MatrixRow, moved, type Place, pasted, toggled } from './matrix-model.ts'

interface MatrixKeys {
  rows: readonly MatrixRow[]
  /** Names of the groups, column by column. */
  names: readonly string[]
  draft: Draft
  at: Place
  block: Block
  /** Rows of a page. */
  page: () => number
  isExtended: boolean
  go: (next: Place, extend: boolean) => void
  onCollapse: () => void
  onPreview: () => void
}

/** What the keys of the matrix do: arrows move, Space ticks, Ctrl with C, V, D, Z and Y copy, paste, fill down and step back. */
export function useMatrixKeys({
  rows,
  names,
  draft,
  at,
  block,
  page,
  isExtended,
  go,
  onCollapse,
  onPreview,
}: MatrixKeys) {
  const copied = useRef<MatrixRow | null>(null)
  const typed = useRef({ text: '', at: 0 })
  const tick = (what: Block) => draftMemberships(toggled(rows, names, draft, what))

  function jump(letter: string): void {
    const now = Date.now()
    const text = (now - typed.current.at > 900 ? '' : typed.current.text) + letter.toLowerCase()
    typed.current = { text, at: now }
    const found = rows.findIndex(({ fullname, username }) => (fullname || username).toLowerCase().startsWith(text))
    if (found !== -1) go({ row: found, column: at.column }, false)
  }

  const onKey = (event: KeyboardEvent) => {
    const ctrl = event.ctrlKey || event.metaKey
    const take = () => {
      event.preventDefault()
      event.stopPropagation()
    }
    const next = moved(event.key, ctrl, at, {
      rows: rows.length,
      columns: names.length,
      page: page(),
    })
    if (next !== null) {
      take()
      return go(next, event.shiftKey)
    }
    if (ctrl && event.key === 'Enter') {
      take()
      return onPreview()
    }
    if (ctrl && event.key.toLowerCase() === 'z') {
      take()
      return event.shiftKey ? redoDraft() : undoDraft()
    }
    if (ctrl && event.key.toLowerCase() === 'y') {
      take()
      return redoDraft()
    }
    if (ctrl && event.key.toLowerCase() === 'c') {
      take()
      copied.current = rows[at.row] ?? null
      return
    }
    if (ctrl && event.key.toLowerCase() === 'v' && copied.current !== null) {
      take()
      const from = copied.current
      const [low, high] = [Math.min(block.from.row, block.to.row), Math.max(block.from.row, block.to.row)]
      return draftMemberships(rows.slice(low, high + 1).flatMap((to) => pasted(from, to, names, draft)))
    }
    if (ctrl && event.key.toLowerCase() === 'd') {
      take()
      const top = rows[Math.min(block.from.row, block.to.row)]
      if (top === undefined) return
      const states = names.map((name, column) => cellState(top, column, name, draft))
      const low = Math.min(block.from.column, block.to.column)
      const high = Math.max(block.from.column, block.to.column)
      const below = rows.slice(Math.min(block.from.row, block.to.row) + 1, Math.max(block.from.row, block.to.row) + 1)
      return draftMemberships(
        below.flatMap((one) =>
          names.slice(low, high + 1).map((group, index) => ({
            username: one.username,
            group,
            id: one.id,
            member: states[low + index] === 'member' || states[low + index] === 'add',
            now: one.in.has(low + index),
          })),
        ),
      )
    }
    if (event.key === ' ') {
      take()
      return tick(block)
    }
    if (event.key === 'Escape' && isExtended) {
      take()
      return onCollapse()
    }
    if (!ctrl && !event.altKey && event.key.length === 1 && /[\p{L}\p{N}]/u.test(event.key)) {
      take()
      jump(event.key)
    }
  }

  return { onKey, tick }
}
