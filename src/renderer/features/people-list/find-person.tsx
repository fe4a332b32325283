import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { failureOf } from '../../lib/application/client.ts'
import { useRead } from '../../lib/application/queries.ts'
import { plural } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './find-person.module.css'
import { Offer } from './offer.tsx'
import offers from './offers.module.css'
import texts from './texts.module.css'

/** As many as fit below a table; more letters find fewer. */
const most = 6

interface FindPersonProps {
  label: string
  chosen: string | null
  onChoose: (username: string) => void
}

/** Looks for an account by name or address, where the list itself did not lead to it. */
export function FindPerson({ label, chosen, onChoose }: FindPersonProps) {
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 150)
  const asked = text.length > 1
  const read = useRead('users.page', { text, offset: 0, limit: most }, { keep: true, enabled: asked })
  const found = asked ? read.data : undefined
  return (
    <div className={styles.find}>
      <TextInput
        label={label}
        placeholder="Search name or address"
        maxLength={300}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {asked && read.error && <FailureState failure={failureOf(read.error)} compact />}
      {found && (
        <>
          <p className={texts.note} role="status">
            {found.total === 0
              ? 'Nobody fits.'
              : found.total > found.rows.length
                ? `The first ${found.rows.length} of ${plural(found.total, 'person', 'people')}; more letters find fewer.`
                : `${plural(found.total, 'person fits', 'people fit')}.`}
          </p>
          <ul className={offers.offers}>
            {found.rows.map((person) => (
              <Offer
                key={person.username}
                person={person}
                chosen={person.username === chosen}
                onChoose={() => onChoose(person.username)}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
