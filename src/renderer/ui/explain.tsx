import { ActionIcon, Popover } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import styles from './ui.module.css'

/** What a number means: how it is made, and who is left out. */
export interface Explanation {
  definition: string
  numerator?: string
  denominator?: string
  leftOut?: string
  computed?: string
}

/** The (i) beside a number. */
export function Explain({ what, explanation }: { what: string; explanation: Explanation }) {
  const rows = [
    ['Counts', explanation.numerator],
    ['Out of', explanation.denominator],
    ['Left out', explanation.leftOut],
    ['Computed', explanation.computed],
  ].filter((row): row is [string, string] => row[1] !== undefined)
  return (
    <Popover width={300} position="bottom-start" shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" size={20} aria-label={`What ${what} means`} className={styles.explain}>
          <IconInfoCircle size={15} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the focus trap needs a place to rest */}
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
      </Popover.Dropdown>
    </Popover>
  )
}
