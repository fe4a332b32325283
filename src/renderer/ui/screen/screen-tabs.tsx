import styles from './screen-tabs.module.css'

/** One part of a screen, as a tab shows it. */
export interface ScreenTab<Id extends string> {
  id: Id
  label: string
  /** How much there is in it, in a word or two; left out where there is nothing to say. */
  number?: string | undefined
  /** How urgent that is: amber waits for a person, red went wrong; left out: it is only a number. */
  tone?: 'amber' | 'red' | undefined
}

/** The parts of a screen, of which one is shown; `label` names them to screen readers: "Parts of the changes". */
export function ScreenTabs<Id extends string>({
  label,
  tabs,
  here,
  onOpen,
}: {
  label: string
  tabs: readonly ScreenTab<Id>[]
  here: Id
  onOpen: (id: Id) => void
}) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(({ id, label: name, number, tone }) => (
        <button
          key={id}
          type="button"
          data-here={id === here || undefined}
          aria-current={id === here ? 'true' : undefined}
          onClick={() => onOpen(id)}
        >
          {name}
          {number !== undefined && (
            <span className={`${styles.number} numbers`} data-tone={tone}>
              {number}
            </span>
          )}
        </button>
      ))}
    </nav>
  )
}
