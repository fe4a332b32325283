import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { CallName } from '../../../contract/calls.ts'
import { rememberedAddress } from '../../lib/address.ts'
import { inText } from '../../lib/in-text.ts'
import { showPalette } from '../palette/palette-state.ts'
import type { Screen } from '../screen.ts'

/** Keys, what they do, and the call without which they do nothing. */
export type KeyLine = readonly [keys: string, what: string, needs?: CallName]

/** All keys, as the help shows them. `Mod` is Ctrl, or Cmd on a Mac. */
export const keyGroups: readonly { title: string; needs?: CallName; keys: readonly KeyLine[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['Mod K', 'Search and commands'],
      ['/', 'Search in this list', 'users.page'],
      ['Alt ← →', 'Back, forward'],
      ['F5', 'Refresh from LastPass', 'directory.sync'],
      ['Mod Enter', 'In a preview: enable changes, then apply', 'changes.apply'],
      ['Mod Z', 'Undo what waits to be sent', 'jobs.cancel'],
      ['Esc', 'Close what is open'],
      ['?', 'All keys'],
    ],
  },
  {
    title: 'In a list',
    needs: 'users.page',
    keys: [
      ['↑ ↓', 'Move; with the panel open it follows'],
      ['← →', 'Move along the row'],
      ['PgUp PgDn Home End', 'A screenful; first and last row'],
      ['Space', 'Select or deselect'],
      ['Shift ↑ ↓', 'Extend the selection'],
      ['Mod A', 'Select all that match'],
      ['Enter', 'Open the panel'],
      ['Shift F10', 'Filter by this value, copy it'],
      ['Mod C', 'Copy this value'],
    ],
  },
  {
    title: 'In Audit',
    needs: 'audit.page',
    keys: [
      ['=', 'Only this value'],
      ['Shift =', 'Without this value'],
      ['Enter', 'Open the event, or close it'],
      ['A', 'Around this event'],
      ['[ ]', 'The span before, the span after'],
      ['0', 'All time'],
      ['T', 'Go to a date'],
      ['F', 'The next finding'],
      ['H', 'Hide the chart and the cards, or show them'],
      ['Shift ← →', 'On the bars: select; Enter zooms'],
    ],
  },
  {
    title: 'In the matrix of groups',
    needs: 'groups.matrix',
    keys: [
      ['Space', 'Put in, or take out'],
      ['Shift ↑ ↓ ← →', 'Extend the block'],
      ['Mod C', 'Copy the memberships of this person'],
      ['Mod V', 'Give them to the block’s people'],
      ['Mod D', 'Fill the block from its first row'],
      ['Mod Z', 'Undo in the draft'],
      ['Mod Y', 'Do it again'],
      ['Mod Enter', 'Preview the draft'],
    ],
  },
  {
    title: 'On a column’s head (↑ from the first row)',
    needs: 'users.page',
    keys: [
      ['Enter', 'Sort'],
      ['Shift Enter', 'Sort by this as well'],
      ['Alt ← →', 'Move the column'],
      ['Shift ← →', 'Make it narrower or wider'],
    ],
  },
]

const inDialog = () => document.querySelector('[aria-modal="true"]') !== null

/** Goes to the screen before or after, unless a dialog is open: nothing changes behind it. */
export function goThroughHistory(direction: 'back' | 'forward'): void {
  if (inDialog()) return
  if (direction === 'back') window.history.back()
  else window.history.forward()
}

/** Hears the keys that work on every screen. */
export function useShortcuts(screens: readonly Screen[], help: () => void, refresh: () => void): void {
  const navigate = useNavigate()
  const waiting = useRef(0)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const strong = event.ctrlKey || event.metaKey
      if (strong && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return showPalette(true)
      }
      if (event.key === 'F5') {
        event.preventDefault()
        return refresh()
      }
      if (event.altKey && !strong && !event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
        if (inText(event.target) || inDialog()) return
        event.preventDefault()
        return goThroughHistory(event.key === 'ArrowLeft' ? 'back' : 'forward')
      }
      if (strong && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f') {
        const search = document.querySelector<HTMLInputElement>('[data-search]')
        if (!search || inDialog()) return
        event.preventDefault()
        search.focus()
        return search.select()
      }
      // A dialog or a menu has its own keys.
      if (inText(event.target) || strong || event.altKey || document.querySelector('[role="dialog"], [role="menu"]'))
        return
      if (event.key === '?') {
        event.preventDefault()
        return help()
      }
      if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('[data-search]')
        if (!search) return
        event.preventDefault()
        search.focus()
        return search.select()
      }
      if (Date.now() - waiting.current < 1500) {
        waiting.current = 0
        const screen = screens.find((one) => one.key === event.key.toLowerCase())
        if (!screen) return
        event.preventDefault()
        return void navigate({ to: screen.path, search: rememberedAddress(screen.path) })
      }
      if (event.key === 'g') waiting.current = Date.now()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [screens, navigate, help, refresh])
}
