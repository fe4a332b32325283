import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ScoreDefinition } from '../../../contract/scores/score-definitions.ts'
import { Explain } from '../../ui/explain.tsx'
import type { PeopleSearch } from '../people/people-search.ts'
import styles from './scores.module.css'

/** What the (i) of a number of the scores says. */
export const explained = ({ name: _name, ...definition }: ScoreDefinition, computed: string) => ({
  ...definition,
  computed,
})

/** One number with what it is of, what is left out or how old it is, its (i), and the list behind it. */
export function NumberCard({
  definition,
  title,
  value,
  of,
  note,
  tone,
  to,
  computed,
  children,
}: {
  definition: ScoreDefinition
  title?: string
  value: string
  of?: string | undefined
  note: string
  tone?: 'red' | undefined
  /** The list of exactly these people; left out where the seat has none. */
  to?: { path: '/users'; search: PeopleSearch } | { path: '/folders' } | undefined
  computed: string
  /** What can be done with it. */
  children?: ReactNode
}) {
  const name = title ?? definition.name
  const body = (
    <span className={`${styles.value} numbers`} data-tone={tone}>
      <strong>{value}</strong>
      {of && <span className={styles.of}>{of}</span>}
    </span>
  )
  return (
    <section className={styles.card} aria-label={name}>
      <header>
        {name}
        <Explain what={name} explanation={explained(definition, computed)} />
      </header>
      {to === undefined ? (
        body
      ) : to.path === '/users' ? (
        <Link to="/users" search={to.search} title={`Show the list: ${name}`}>
          {body}
        </Link>
      ) : (
        <Link to="/folders" title={`Show the list: ${name}`}>
          {body}
        </Link>
      )}
      <span className={styles.note}>{note}</span>
      {children}
    </section>
  )
}
