import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import type { MatchResult, MatchRow } from '../../../../contract/calls/leavers/leavers.ts'
import { call } from '../../../lib/application/client.ts'
import { act } from '../../../lib/application/queries.ts'
import { toastFailure } from '../../../lib/toast.ts'
import { inOrder } from '../../../lib/words/format.ts'
import { useLive } from '../../../ui/live.tsx'
import { canBeLeftOut, firstProposal } from './proposals.ts'

/** 1.5 s: as long as the application waits for the second letter of "G then U". */
const chordMs = 1500
/** 400 ms: after the list has said how many rows it has, so that what was decided is not talked over. */
const announceMs = 400

/** Deciding the rows of a list by keys, one after the other, each with a way back. */
export interface Deciding {
  /** Where the table's cursor is to go. */
  goTo: { row: number } | null
  /** Goes to the first row that nobody has decided. */
  begin(): Promise<void>
  /** A key in the list; true when it was used. */
  onKey(event: KeyboardEvent, row: MatchRow | undefined, at: number): boolean
  /** Decides a row: who is meant, or null for nobody. */
  choose(row: MatchRow, username: string | null, at: number): Promise<void>
  /** Decides several rows that were looked at together. */
  chooseTogether(rows: readonly { row: number; username: string }[]): Promise<boolean>
}

interface Options {
  list: string
  result: MatchResult | undefined
  /** Opens a row's choices; null closes them. */
  onShow: (row: number | null) => void
  /** Looks at the rows for which exactly one person fits. */
  onLook: () => void
}

/** Gives the list the focus, unless something outside of the choices below it has it. */
export function focusList(): void {
  const list = document.querySelector<HTMLElement>('[data-matches] [role="grid"]')
  const held = document.activeElement
  // What is around the list has the focus where nothing in it has: what had it is gone.
  const isFree =
    held === null || held.contains(list) || held.matches(':disabled') || held.closest('[data-deciding]') !== null
  if (isFree) list?.focus({ preventScroll: true })
}

export function useDeciding({ list, result, onShow, onLook }: Options): Deciding {
  const say = useLive()
  const [goTo, setGoTo] = useState<{ row: number } | null>(null)
  const busy = useRef(false)
  /** Rows that were decided and may still be drawn as they were. */
  const decided = useRef(new Set<number>())
  const done = useRef<number[][]>([])
  const chord = useRef(0)
  const announce = useCallback((words: string) => void window.setTimeout(() => say(words), announceMs), [say])

  /** Goes to the next row that nobody has decided, and opens its choices where several people fit. */
  const goOn = async (from: number, at: number): Promise<number> => {
    const open = await call('leavers.matched', { list, results: ['choose'], limit: 500 })
    const next = open.rows.find(({ row }) => row > from) ?? open.rows[0]
    onShow(next !== undefined && next.candidates.length > 1 ? next.row : null)
    if (result === 'choose') setGoTo({ row: next === undefined ? 0 : open.rows.indexOf(next) })
    else if (result === undefined) setGoTo({ row: next?.row ?? at })
    else setGoTo({ row: at })
    return open.total
  }
  const once = async (failed: string, work: () => Promise<void>): Promise<boolean> => {
    // One decision at a time: a key that comes before the next row is shown decides nothing that nobody has seen.
    if (busy.current) return false
    busy.current = true
    try {
      await work()
      return true
    } catch (error) {
      toastFailure(failed, error)
      return false
    } finally {
      busy.current = false
      focusList()
    }
  }
  const choose = async (row: MatchRow, username: string | null, at: number): Promise<void> => {
    const who = row.candidates.find((each) => each.username === username)
    await once('Nothing was decided', async () => {
      await act('leavers.choose', { list, choices: [{ row: row.row, username }] })
      decided.current.add(row.row)
      done.current.push([row.row])
      const left = await goOn(row.row, at)
      const what = username === null ? 'left out' : `${inOrder(who?.fullname ?? '') || username} chosen`
      announce(`${row.given}: ${what}. ${left === 0 ? 'All rows are decided.' : `${left} to decide.`}`)
    })
  }
  const undo = () =>
    once('The decision stands', async () => {
      const last = done.current.at(-1)
      if (last === undefined) return announce('There is no decision to take back.')
      await act('leavers.choose', { list, choices: last.map((row) => ({ row, username: null, reopen: true })) })
      done.current.pop()
      for (const row of last) decided.current.delete(row)
      await goOn((last[0] ?? 0) - 1, last[0] ?? 0)
      announce(
        last.length === 1 ? 'Taken back: one row is to be decided again.' : `${last.length} rows are open again.`,
      )
    })

  const onKey: Deciding['onKey'] = (event, row, at) => {
    const { key } = event
    const strong = event.ctrlKey || event.metaKey
    if (strong && !event.shiftKey && !event.altKey && key.toLowerCase() === 'z' && done.current.length > 0) {
      void undo()
      return true
    }
    if (strong || event.altKey) return false
    const inChord = Date.now() - chord.current < chordMs
    chord.current = key === 'g' ? Date.now() : 0
    if (inChord) return false
    const letter = key.toLowerCase()
    if (letter === 'u') {
      void undo()
      return true
    }
    if (letter === 'a') {
      onLook()
      return true
    }
    if (row === undefined || event.shiftKey) return false
    if (decided.current.has(row.row) && row.result === 'choose')
      return letter === 's' || key === 'Enter' || /^[1-9]$/.test(key)
    if (key === 'Enter' && row.result === 'choose' && !event.repeat) {
      const first = firstProposal(row)
      if (first !== null) void choose(row, first.username, at)
      else {
        onShow(row.row)
        announce('Several people fit for the same reason: press the digit of the one who is meant.')
      }
      return true
    }
    const digit = /^[1-9]$/.test(key) ? Number(key) : 0
    const candidate = digit > 0 ? row.candidates[digit - 1] : undefined
    if (candidate !== undefined && row.result !== 'ambiguous' && !event.repeat) {
      void choose(row, candidate.username, at)
      return true
    }
    if (letter === 's' && canBeLeftOut.has(row.result) && !event.repeat) {
      void choose(row, null, at)
      return true
    }
    return false
  }
  return {
    goTo,
    begin: async () => {
      await goOn(-1, 0)
      focusList()
    },
    onKey,
    choose,
    chooseTogether: (rows) =>
      once('Nothing was decided', async () => {
        await act('leavers.choose', { list, together: true, choices: [...rows] })
        for (const { row } of rows) decided.current.add(row)
        done.current.push(rows.map(({ row }) => row))
        const left = await goOn(-1, 0)
        announce(`${rows.length} rows taken. ${left === 0 ? 'All rows are decided.' : `${left} to decide.`}`)
      }),
  }
}
