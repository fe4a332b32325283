import { useCallback, useMemo, useState } from 'react'
import { call } from '../../lib/application/client.ts'
import { act } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { showPlan } from '../changes/open-dialogs.ts'
import { discardDraft, draftSaved } from './draft.ts'

/** Previewing the draft: at once, or after what somebody else changed meanwhile was decided. */
export interface PreviewDraft {
  run: () => void
  pending: boolean
  /** Somebody is deciding. */
  deciding: boolean
  stop: () => void
  /** Everything is decided: what is left is previewed. */
  decided: () => void
}

/** Previews the draft as one plan; once it is sent, the draft is empty. */
export function usePreviewDraft(): PreviewDraft {
  const [deciding, setDeciding] = useState(false)
  const preview = useAction(
    async () => {
      await draftSaved()
      const { items } = await call('groups.draft', {})
      if (items.length === 0) return
      if (items.some(({ standing }) => standing === 'changed')) return setDeciding(true)
      const { plan, title } = await act('groups.planDraft', { limit: 0 })
      showPlan({ plan, title, onSent: discardDraft })
    },
    { failed: 'Nothing was planned' },
  )
  const { run: begin, pending } = preview
  const run = useCallback(() => void begin(), [begin])
  const stop = useCallback(() => setDeciding(false), [])
  const decided = useCallback(() => {
    setDeciding(false)
    void begin()
  }, [begin])
  return useMemo(() => ({ run, pending, deciding, stop, decided }), [run, pending, deciding, stop, decided])
}
