import { IconInfoCircle } from '@tabler/icons-react'
import { Suspense } from 'react'
import { latePart } from '../lib/late-parts.ts'
import { useOpener } from './opener/use-opener.ts'
import styles from './sheets/explain.module.css'

const OpenedPopover = latePart(() => import('./opener/opened-popover.tsx'), 'OpenedPopover')

/** What a number means: how it is made, and who is left out. */
export interface Explanation {
  definition: string
  numerator?: string
  denominator?: string
  leftOut?: string
  computed?: string
}

/** The (i) beside a number. Two dozen stand on a screen: what one opens is made when it is pressed for the first time. */
export function Explain({ what, explanation }: { what: string; explanation: Explanation }) {
  const opener = useOpener('dialog')
  return (
    <>
      <button type="button" {...opener.button} className={styles.explain} aria-label={`What ${what} means`}>
        <IconInfoCircle size={15} stroke={1.7} />
      </button>
      <Suspense fallback={null}>
        {opener.asked && (
          <OpenedPopover opener={opener} width={300} position="bottom-start">
            <Meaning explanation={explanation} />
          </OpenedPopover>
        )}
      </Suspense>
    </>
  )
}

function Meaning({ explanation }: { explanation: Explanation }) {
  const rows = [
    ['Counts', explanation.numerator],
    ['Out of', explanation.denominator],
    ['Left out', explanation.leftOut],
    ['Computed', explanation.computed],
  ].filter((row): row is [string, string] => row[1] !== undefined)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the focus trap needs a place to rest
    <div tabIndex={0} data-autofocus className={styles.explanation}>
      <p>{explanation.definition}</p>
      {rows.length > 0 && (
        <dl>
          {rows.map(([term, words]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
