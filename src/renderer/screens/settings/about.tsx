import { useState } from 'react'
import { useAppState } from '../../features/session/open-company.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useRead } from '../../lib/application/queries.ts'
import sections from '../../ui/sheets/sections.module.css'
import verbatim from '../../ui/sheets/verbatim.module.css'
import { FailureState } from '../../ui/states.tsx'
import styles from './about.module.css'

/** The version, Provost’s own licence, and every bundled part with its notice. */
export function About() {
  const state = useAppState().data
  const read = useRead('app.parts', {})
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} compact />
  const parts = read.data?.parts ?? []
  return (
    <>
      <p>
        Provost {state?.version}. It comes under the MIT licence. Electron and Chromium, which it runs on, lie beside it
        with notices of their own.
      </p>
      {read.data && parts.length === 0 ? (
        <p className={sections.note}>This Provost was not built, so no parts are bundled with it.</p>
      ) : (
        <>
          <p className={sections.note}>
            Bundled with it, each under its own licence. The list was made from what the build really put in.
          </p>
          <ul className={styles.parts}>
            {parts.map((part) => (
              <Part key={`${part.name}@${part.version}`} part={part} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Part({ part }: { part: { name: string; version: string; licence: string } }) {
  const [open, setOpen] = useState(false)
  const { name, version, licence } = part
  const read = useRead('app.partNotice', { name, version }, { enabled: open })
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span>
            {name} {version}
          </span>
          <span className={sections.note}>{licence}</span>
        </summary>
        {read.error && <FailureState failure={failureOf(read.error)} compact />}
        {read.data && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: long notices are scrolled by keyboard
          <pre className={verbatim.verbatim} tabIndex={0}>
            {read.data.text}
          </pre>
        )}
      </details>
    </li>
  )
}
