import { absolute, ago } from '../lib/format.ts'
import { useNow } from '../lib/now.ts'

/** How long ago, with the whole instant and its zone on hover. */
export function RelativeTime({ instant }: { instant: string }) {
  const now = useNow()
  return (
    <time dateTime={instant} title={absolute(instant)}>
      {ago(instant, now)}
    </time>
  )
}
