import { useNow } from '../lib/now.ts'
import { absolute, ago } from '../lib/words/format.ts'

/** How long ago, with the whole instant and its zone on hover. */
export function RelativeTime({ instant }: { instant: string }) {
  const now = useNow()
  return (
    // The whole instant is written out when it is asked for: a table draws hundreds of these.
    <time dateTime={instant} onMouseEnter={(event) => event.currentTarget.setAttribute('title', absolute(instant))}>
      {ago(instant, now)}
    </time>
  )
}
