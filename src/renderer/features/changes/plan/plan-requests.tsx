import { Button } from '@mantine/core'
import { useState } from 'react'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { plural } from '../../../lib/words/format.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import verbatim from '../../../ui/sheets/verbatim.module.css'
import { FailureState } from '../../../ui/states.tsx'
import texts from '../texts.module.css'
import styles from './plan-requests.module.css'

/** The requests that a plan would send, word for word, the hash masked. */
export function PlanRequests({ plan }: { plan: string }) {
  const [limit, setLimit] = useState(20)
  const read = useRead('changes.requests', { plan, offset: 0, limit }, { keep: true })
  if (read.error) return <FailureState failure={failureOf(read.error)} compact />
  if (!read.data) return null
  const { rows, total } = read.data
  return (
    <div className={styles.requests}>
      <p className={texts.quiet}>
        {total === 0
          ? 'Nothing would be sent.'
          : `${total === 1 ? '1 request' : `${plural(total, 'request', 'requests')}, in this order`}. The hash is masked: put your own into a copied command. Reading the accounts again comes after.`}
      </p>
      <ol>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: requests have no name but their place
          <li key={index}>
            <header>
              <strong>{row.command}</strong>
              <CopyButton text={row.curl} what="as curl" labelled />
            </header>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long bodies are scrolled by keyboard */}
            <pre className={verbatim.verbatim} tabIndex={0}>
              {row.body}
            </pre>
          </li>
        ))}
      </ol>
      {total > rows.length && (
        <Button
          variant="subtle"
          size="compact-xs"
          disabled={limit >= 500}
          onClick={() => setLimit((now) => Math.min(500, now + 100))}
        >
          {limit >= 500
            ? `${plural(total - rows.length, 'more request is', 'more requests are')} not shown`
            : 'Show more'}
        </Button>
      )}
    </div>
  )
}
