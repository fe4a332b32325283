import { reasonOf } from '../../features/people-list/labels.ts'
import { Offer } from '../../features/people-list/offer.tsx'
import offers from '../../features/people-list/offers.module.css'
import { useRead } from '../../lib/application/queries.ts'
import styles from './nearest.module.css'

/** Who may be meant by a search that finds nobody, each with the reason: a former address, another spelling, a slip. */
export function Nearest({ text, onOpen }: { text: string; onOpen: (username: string) => void }) {
  const read = useRead('users.nearest', { text })
  const rows = read.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <div className={styles.nearest}>
      <h3>Nearest</h3>
      <ul className={offers.offers}>
        {rows.map((person) => (
          <Offer
            key={person.username}
            person={person}
            why={reasonOf(person)}
            act="Open"
            chosen={false}
            onChoose={() => onOpen(person.username)}
          />
        ))}
      </ul>
    </div>
  )
}

/** Who had the very address before that was searched for, beneath whoever has it now: a list may still mean them. */
export function Formerly({ text, onOpen }: { text: string; onOpen: (username: string) => void }) {
  const isAddress = /[^\s@]@[^\s@]+\.[^\s@]/.test(text)
  const read = useRead('users.nearest', { text }, { enabled: isAddress })
  const rows = isAddress ? (read.data?.rows ?? []).filter(({ why }) => why === 'former-address') : []
  if (rows.length === 0) return null
  return (
    <section className={styles.formerly} aria-label="Who had this address before">
      <h3>Another account had this address</h3>
      <ul className={offers.offers}>
        {rows.map((person) => (
          <Offer
            key={person.username}
            person={person}
            why={reasonOf(person)}
            act="Open"
            chosen={false}
            onChoose={() => onOpen(person.username)}
          />
        ))}
      </ul>
    </section>
  )
}
