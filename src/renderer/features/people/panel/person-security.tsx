import type { Output } from '../../../../contract/calls.ts'
import { score } from '../../../lib/words/format.ts'
import { Explain } from '../../../ui/explain.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import { Score } from '../badges.tsx'
import { scoreExplained, strengthWord, useScoreBands } from '../scores.ts'
import { mfaName, noLoginWords } from '../words.ts'
import { Fact, Facts, When } from './facts.tsx'
import { ListedPasswords } from './listed-passwords.tsx'
import styles from './person.module.css'

type Person = Output<'users.get'>

/** The section of a person's panel on how safe the account is: score, master password, multifactor, last login. */
export function PersonSecurity({ person }: { person: Person }) {
  const invited = person.status === 'invited'
  const bands = useScoreBands()
  return (
    <section>
      <h3>
        Security <Explain what="the security score" explanation={scoreExplained} />
      </h3>
      <Facts>
        <Fact term="Score">
          <Score score={person.score} bands={bands} />
          {person.score !== null && <ScoreAge person={person} />}
          {person.score === null && (
            <span className={styles.note}>{invited ? 'There is no account yet.' : 'It comes with a login.'}</span>
          )}
        </Fact>
        {person.legacyScore !== null && <Fact term="Older score">{score(person.legacyScore)}</Fact>}
        {!invited && (
          <>
            <Fact term="Master password">
              {person.masterPasswordStrength === null
                ? 'strength not told'
                : `${strengthWord(person.masterPasswordStrength)}, ${person.masterPasswordStrength} of 100`}
            </Fact>
            <Fact term="Last changed">
              {person.lastPasswordChange ? <When instant={person.lastPasswordChange} /> : 'not told'}
            </Fact>
            <ListedPasswords person={person} />
            <Fact term="Multifactor">{person.mfa ? mfaName(person.mfa) : 'none'}</Fact>
            <Fact term="Last login">
              {person.lastLogin ? <When instant={person.lastLogin} /> : noLoginWords(person)}
            </Fact>
          </>
        )}
      </Facts>
    </section>
  )
}

/** A score is as old as the login that brought it. */
function ScoreAge({ person }: { person: Person }) {
  if (!person.lastLogin) return <span className={styles.note}>Its age is not known.</span>
  return (
    <span className={styles.note}>
      as of the last login, <RelativeTime instant={person.lastLogin} />
    </span>
  )
}
