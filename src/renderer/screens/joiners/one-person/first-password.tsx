import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { firstPasswordFaults } from '../../../../contract/first-password.ts'
import { useMay } from '../../../features/session/use-seat.ts'
import styles from '../joiners.module.css'
import own from './first-password.module.css'

/** What a person entered for somebody's first login. In the form's own state only: no draft, no read and no store may hold it. */
export interface FirstPassword {
  password: string
  changeAtLogin: boolean
}

const off: FirstPassword = { password: '', changeAtLogin: true }

/** Without signs that are mistaken for one another when they are read out or copied by hand. */
const signs = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789-_+=?%'

/** A password by chance: 20 signs, some 118 bits. */
export function madePassword(about: readonly string[]): string {
  for (;;) {
    const numbers = crypto.getRandomValues(new Uint32Array(20))
    const made = Array.from(numbers, (number) => signs.charAt(number % signs.length)).join('')
    if (firstPasswordFaults(made, about).length === 0) return made
  }
}

interface FirstPasswordFieldsProps {
  value: FirstPassword | null
  /** The person's address and names, which must not be in it. */
  about: readonly string[]
  onChange: (value: FirstPassword | null) => void
}

/** The choice to give somebody a first password, off by default, with what it costs. */
export function FirstPasswordFields({ value, about, onChange }: FirstPasswordFieldsProps) {
  if (!useMay()('joiners.planWithPassword')) return null
  const faults = value === null || value.password === '' ? [] : firstPasswordFaults(value.password, about)
  return (
    <section className={styles.card} aria-label="First password">
      <Checkbox
        label="Set a first password"
        description="Usually not: the person chooses the master password, and nobody else ever knows it."
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? off : null)}
      />
      {value !== null && (
        <>
          <p className={styles.asks}>
            LastPass learns this master password, and so does everyone who sees it on its way to the person. Until it is
            changed, any of them can open the vault.
          </p>
          <div className={own.password}>
            <PasswordInput
              label="First password"
              autoComplete="new-password"
              spellCheck={false}
              maxLength={200}
              value={value.password}
              error={faults[0] === undefined ? undefined : `It ${faults.join('; it ')}.`}
              onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
            />
            <Button variant="default" onClick={() => onChange({ ...value, password: madePassword(about) })}>
              Make one
            </Button>
          </div>
          <Checkbox
            label="Has to be changed at first login"
            description={
              value.changeAtLogin
                ? 'What LastPass and others know of it is worth nothing afterwards.'
                : 'Then LastPass, and whoever handed it on, go on knowing the master password until the person changes it.'
            }
            checked={value.changeAtLogin}
            onChange={(event) => onChange({ ...value, changeAtLogin: event.currentTarget.checked })}
          />
          <p className={styles.quiet}>
            Note it down for the person now: it is not shown again. Provost keeps it in memory until the plan is sent or
            closed, 15 minutes at most, and writes it nowhere. So it cannot wait for the start date, for a connection or
            for a second person.
          </p>
        </>
      )}
    </section>
  )
}

/** Whether a joiner can be planned as far as the first password goes. */
export const passwordReady = (value: FirstPassword | null, about: readonly string[]): boolean =>
  value === null || firstPasswordFaults(value.password, about).length === 0
