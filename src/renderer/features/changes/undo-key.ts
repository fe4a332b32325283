import { useEffect } from 'react'
import { call } from '../../lib/application/client.ts'
import { inText } from '../../lib/in-text.ts'
import { stopJob, undoNewest } from './job/job-acts.ts'

/** Ctrl/Cmd+Z on every screen: undo what waits. In a text field it does so only while a job is held; else it is the field's own. */
export function useUndoKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isUndo =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z'
      if (!isUndo || event.defaultPrevented || event.repeat) return
      if (!inText(event.target)) {
        event.preventDefault()
        return void undoNewest()
      }
      void call('jobs.page', { offset: 0, limit: 20 })
        .then(({ rows }) => rows.find((job) => job.state === 'holding'))
        .then((held) => held && stopJob(held.id))
        .catch(() => undefined)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
