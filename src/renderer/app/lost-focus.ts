import { useEffect } from 'react'

/**
 * Gives the focus back where it was lost: what had it is gone (a dialog that was closed, a button that became another one), and
 * the next Tab would begin at the top of the window. It goes to the nearest that is still there, a table in it first; while a
 * dialog is open, it stays in that.
 */
export function useLostFocus(): void {
  useEffect(() => {
    // From the element up to the content: what was focused last outside of dialogs and menus.
    let path: readonly Element[] = []
    const onFocus = ({ target }: FocusEvent) => {
      const content = document.getElementById('content')
      if (!(target instanceof Element) || !content?.contains(target)) return
      const next: Element[] = []
      for (let at: Element | null = target; at !== null && content.contains(at); at = at.parentElement) next.push(at)
      path = next
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Tab' || document.activeElement !== document.body) return
      const dialog = [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1)
      for (const left of dialog ? [dialog] : [...path, document.getElementById('content')]) {
        if (!(left instanceof HTMLElement) || !left.isConnected) continue
        const table = left.querySelector<HTMLElement>('[role="grid"]')
        const to = table ?? left
        if (to.tabIndex < 0) to.tabIndex = -1
        to.focus()
        // A button that cannot be pressed any more takes no focus.
        if (document.activeElement !== to) continue
        // The table itself is the next stop; from elsewhere Tab goes on.
        if (table) event.preventDefault()
        return
      }
    }
    document.addEventListener('focusin', onFocus)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [])
}
