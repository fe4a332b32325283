import { Popover } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { type RefCallback, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import styles from './sheets/explain.module.css'

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
  const [asked, setAsked] = useState(false)
  const [opened, setOpened] = useState(false)
  const sign = useRef<HTMLButtonElement>(null)
  const id = useId()
  // Where the focus goes back to is noted when it opens: it has to be there, closed, before.
  useEffect(() => setOpened(asked), [asked])
  return (
    <>
      <button
        type="button"
        ref={sign}
        id={id}
        className={styles.explain}
        aria-label={`What ${what} means`}
        aria-haspopup="dialog"
        aria-expanded={opened}
        aria-controls={opened ? `${id}-dropdown` : undefined}
        onClick={() => (asked ? setOpened(!opened) : setAsked(true))}
      >
        <IconInfoCircle size={15} stroke={1.7} />
      </button>
      {asked && <Opened id={id} sign={sign} explanation={explanation} opened={opened} onChange={setOpened} />}
    </>
  )
}

/** Gives a popover an element that stands elsewhere as its target. */
function Elsewhere({ element, ref }: { element: RefObject<HTMLElement | null>; ref?: RefCallback<HTMLElement> }) {
  useLayoutEffect(() => {
    ref?.(element.current)
  }, [element, ref])
  return null
}

function Opened({
  id,
  sign,
  explanation,
  opened,
  onChange,
}: {
  id: string
  sign: RefObject<HTMLElement | null>
  explanation: Explanation
  opened: boolean
  onChange: (opened: boolean) => void
}) {
  const rows = [
    ['Counts', explanation.numerator],
    ['Out of', explanation.denominator],
    ['Left out', explanation.leftOut],
    ['Computed', explanation.computed],
  ].filter((row): row is [string, string] => row[1] !== undefined)
  return (
    <Popover
      id={id}
      width={300}
      position="bottom-start"
      shadow="md"
      withinPortal
      trapFocus
      returnFocus
      opened={opened}
      onChange={onChange}
    >
      <Popover.Target>
        <Elsewhere element={sign} />
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
