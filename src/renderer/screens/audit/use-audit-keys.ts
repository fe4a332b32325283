import { useEffect, useRef } from 'react'
import { inText } from '../../lib/in-text.ts'

/** What the keys of the audit screen do, wherever the focus is. */
export interface AuditKeys {
  earlier: () => void
  later: () => void
  all: () => void
  fold: () => void
  goToDate: () => void
  nextFinding: () => void
}

/** 1.5 s: after G a letter goes to a screen. */
const chordMs = 1500

/** Hears `[` and `]` for the span before and after, `0` for all time, H to fold the chart away, T to go to a date, F for the next finding. */
export function useAuditKeys(keys: AuditKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    let chord = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || inText(event.target)) return
      if (document.querySelector('[role="dialog"], [role="menu"]')) return
      if (event.key === 'g') {
        chord = Date.now()
        return
      }
      if (Date.now() - chord < chordMs) return
      const asked = {
        '[': latest.current.earlier,
        ']': latest.current.later,
        '0': latest.current.all,
        h: latest.current.fold,
        t: latest.current.goToDate,
        f: latest.current.nextFinding,
      }[event.key.toLowerCase()]
      // On some keyboards the brackets need Alt; nothing else of these does.
      if (asked === undefined || (event.altKey && !['[', ']'].includes(event.key))) return
      event.preventDefault()
      asked()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
