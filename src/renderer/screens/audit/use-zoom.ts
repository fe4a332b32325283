import { type AuditSearch, changed } from '../../features/audit/audit-search.ts'
import type { Audit } from './use-audit.ts'

const second = 1000

/** Ways from one span of time to another. */
export function useZoom(search: AuditSearch, { span, status }: Audit, go: (next: AuditSearch) => void) {
  const zoom = (from: number, to: number) =>
    go(changed(search, { span: undefined, from: new Date(from).toISOString(), to: new Date(to).toISOString() }))
  const all = () => go(changed(search, { span: 'all', from: undefined, to: undefined }))
  const length = span.to + second - span.from
  return {
    zoom,
    all,
    /** As long a span, so many of its lengths later; before it where negative. */
    shift: (steps: number) => zoom(span.from + steps * length, span.to + steps * length),
    /** Three times as long, but nothing beyond the first event and now. */
    out: () => {
      const first = Math.min(span.from, status?.first ? Date.parse(status.first) : span.from)
      const now = Math.max(span.to, Math.floor(Date.now() / second) * second)
      const [from, to] = [Math.max(first, span.from - length), Math.min(now, span.to + length)]
      if (from === first && to === now) all()
      else zoom(from, to)
    },
  }
}
