import { Popover } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import styles from './ui.module.css'

/** What a number means: how it is made, and who is left out. */
export interface Explanation {
  definition: string
  numerator?: string
  denominator?: string
  leftOut?: string
  computed?: string
}

interface Explained {
  what: string
  explanation: Explanation
}

/** The (i) beside a number. Two dozen stand on a screen: what one opens is made when it is pressed for the first time. */
export function Explain(explained: Explained) {
  const [asked, setAsked] = useState(false)
  return asked ? (
    <Opened {...explained} />
  ) : (
    <Sign what={explained.what} aria-haspopup="dialog" aria-expanded={false} onClick={() => setAsked(true)} />
  )
}

const Sign = ({ what, ...button }: { what: string } & ComponentProps<'button'>) => (
  <button type="button" {...button} className={styles.explain} aria-label={`What ${what} means`}>
    <IconInfoCircle size={15} stroke={1.7} />
  </button>
)

/** The (i) with what it opens: opened when it comes, with the focus of the one whose place it takes. */
function Opened({ what, explanation }: Explained) {
  const [opened, setOpened] = useState(false)
  const sign = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // Where the focus goes back to is noted when it opens.
    sign.current?.focus()
    setOpened(true)
  }, [])
  const rows = [
    ['Counts', explanation.numerator],
    ['Out of', explanation.denominator],
    ['Left out', explanation.leftOut],
    ['Computed', explanation.computed],
  ].filter((row): row is [string, string] => row[1] !== undefined)
  return (
    <Popover
      width={300}
      position="bottom-start"
      shadow="md"
      withinPortal
      trapFocus
      returnFocus
      opened={opened}
      onChange={setOpened}
    >
      <Popover.Target>
        <Sign what={what} ref={sign} onClick={() => setOpened(!opened)} />
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
