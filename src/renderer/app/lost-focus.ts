import { useEffect } from 'react'
import { giveFocus } from '../lib/focus.ts'

/** Surfaces that vanish: the focus never returns into one that is closed. */
const passing = '[role="dialog"], [role="menu"], [role="listbox"], .mantine-Notifications-root'

/** What holds things of one kind side by side: where one of them goes, its neighbour takes the focus. */
const row = 'fieldset, [role="group"], [role="toolbar"]'
const pressable = 'button:not(:disabled), input:not(:disabled), a[href]'

/**
 * Gives the focus back at once where it was lost: what had it is gone (a dialog that was closed, a chip that was removed) or
 * cannot be pressed for a while (a button that is loading). It goes to what opened the dialog, to the neighbour of a chip, else to the nearest that is
 * still there, a table in it first; while a dialog is open, it stays in that. A click beside everything takes it away on purpose.
 */
export function useLostFocus(): void {
  useEffect(() => {
    /** What had the focus last, wherever. */
    let last: HTMLElement | null = null
    /** From what had it last outside of dialogs and menus up to the page. */
    let path: readonly HTMLElement[] = []
    /** The row of things in which it was last, and its place there. */
    let place: { within: HTMLElement; at: number } | null = null
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return
      last = target
      const within = target.closest<HTMLElement>(row)
      place = within && { within, at: [...within.querySelectorAll(pressable)].indexOf(target) }
      if (target.closest(passing) !== null) return
      const next: HTMLElement[] = []
      for (let at: HTMLElement | null = target; at !== null && at !== document.body; at = at.parentElement)
        next.push(at)
      path = next
    }
    const giveBack = () => {
      const beside = place?.within.isConnected ? [...place.within.querySelectorAll<HTMLElement>(pressable)] : []
      const neighbour = beside[Math.min(place?.at ?? 0, beside.length - 1)]
      if (neighbour && last?.isConnected === false) {
        giveFocus(neighbour)
        if (document.activeElement === neighbour) return neighbour
      }
      const dialog = [...document.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')].at(-1)
      for (const left of dialog ? [dialog] : [...path, document.getElementById('content')]) {
        if (!left?.isConnected) continue
        const to = left.querySelector<HTMLElement>('[role="grid"]') ?? left
        giveFocus(to)
        // A button that cannot be pressed any more takes no focus.
        if (document.activeElement === to) return to
      }
      return null
    }
    const isLost = () => document.activeElement === null || document.activeElement === document.body
    const onChange = () => {
      if (!isLost() || last === null || !document.hasFocus()) return
      if (!last.isConnected) {
        // What opened the menu is busy with what was chosen: it gets the focus when that is over.
        if (!path[0]?.isConnected || !path[0].matches(':disabled[data-loading]')) return void giveBack()
        last = path[0]
        return
      }
      if (last.matches(':disabled')) {
        // What is under way gets it back when it is over.
        if (!last.hasAttribute('data-loading')) giveBack()
      } else if (waits) last.focus({ preventScroll: true })
    }
    let waits = false
    const watch = new MutationObserver(() => {
      onChange()
      waits = isLost() && last?.isConnected === true && last.matches(':disabled')
    })
    watch.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled', 'data-loading'],
    })
    // Where nothing changed when it was lost, the next Tab goes on from there.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Tab' || !isLost()) return
      // The table itself is the next stop; from elsewhere Tab goes on.
      if (giveBack()?.getAttribute('role') === 'grid') event.preventDefault()
    }
    document.addEventListener('focusin', onFocus)
    document.addEventListener('keydown', onKey, true)
    return () => {
      watch.disconnect()
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [])
}
