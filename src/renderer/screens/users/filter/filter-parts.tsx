import { Button, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { statuses } from '../../../../contract/lists.ts'
import type { UserFilter } from '../../../../contract/model.ts'
import { holds, listHolds, toggledFilter, toggledValue } from '../../../features/people/filter-toggles.ts'
import { filterBands } from '../../../features/people/scores.ts'
import { mfaName, statusWords } from '../../../features/people/words.ts'
import { people as peopleWords } from '../../../lib/words/format.ts'
import { Choice, type PartProps } from './filter-choice.tsx'
import styles from './filter-menu.module.css'

const ages = [30, 60, 90, 180, 365]

/** What a choice of a single filter is given. */
const one = ({ search, set }: PartProps, filter: UserFilter) => ({
  on: holds(search, filter),
  onToggle: () => set(toggledFilter(search, filter)),
})

export function StatusPart({ search, facets, set }: PartProps) {
  return statuses.map((status) => (
    <Choice
      key={status}
      label={statusWords[status].label}
      people={facets?.status[status]}
      on={listHolds(search, 'status', status)}
      onToggle={() => set(toggledValue(search, 'status', status))}
      not={{
        on: listHolds(search, 'notStatus', status),
        onToggle: () => set(toggledValue(search, 'notStatus', status)),
      }}
    />
  ))
}

export function RolePart(props: PartProps) {
  const { facets } = props
  return (
    <>
      <Choice label="Admin" people={facets?.admins} {...one(props, { admin: true })} />
      <Choice label="Not an admin" people={facets?.notAdmins} {...one(props, { admin: false })} />
    </>
  )
}

export function ScorePart(props: PartProps) {
  const { facets, search, set } = props
  return (
    <>
      {filterBands.map(({ label, filter }, at) => (
        <Choice key={label} label={label} people={facets?.scores[at]} {...one(props, filter)} />
      ))}
      <Choice label="No score yet" people={facets?.scores[4]} {...one(props, { hasScore: false })} />
      <Bound
        label="Below"
        value={search.belowScore}
        onValue={(belowScore) => set(toggledFilter(search, { belowScore }))}
      />
      <Bound
        label="Above"
        value={search.aboveScore}
        onValue={(aboveScore) => set(toggledFilter(search, { aboveScore }))}
      />
      <p className={styles.note}>People without a score are neither below nor above.</p>
    </>
  )
}

/** A score of one's own as a bound. */
function Bound({
  label,
  value,
  onValue,
}: {
  label: string
  value: number | undefined
  onValue: (value: number) => void
}) {
  const [bound, setBound] = useState<number | string>(value ?? '')
  const valid = typeof bound === 'number' && bound >= 0 && bound <= 100
  return (
    <div className={styles.bound}>
      <span className={styles.boundName}>{label}</span>
      <NumberInput
        aria-label={`Score ${label.toLowerCase()}`}
        placeholder="0 to 100"
        size="xs"
        w={92}
        min={0}
        max={100}
        decimalScale={2}
        hideControls
        value={bound}
        onChange={setBound}
        onKeyDown={(event) => event.key === 'Enter' && valid && onValue(bound)}
      />
      <Button variant="subtle" size="compact-xs" disabled={!valid} onClick={() => valid && onValue(bound)}>
        Use
      </Button>
    </div>
  )
}

export function LoginPart(props: PartProps) {
  const { facets, search, set } = props
  return (
    <>
      <Choice label="None known" people={facets?.neverLoggedIn} {...one(props, { loggedIn: false })} />
      <Days
        label="This many days ago or longer"
        value={search.lastLoginDays}
        onPick={(lastLoginDays) => set(toggledFilter(search, { lastLoginDays }))}
      />
      <Days
        label="Within this many days"
        value={search.activeDays}
        onPick={(activeDays) => set(toggledFilter(search, { activeDays }))}
      />
      <p className={styles.note}>
        “None known”: accounts that never logged in, disabled ones among them. They are left out of the two numbers
        above.
      </p>
    </>
  )
}

export function PasswordPart(props: PartProps) {
  const { facets, search, set } = props
  return (
    <>
      <Days
        label="Unchanged for days"
        value={search.passwordDays}
        onPick={(passwordDays) => set(toggledFilter(search, { passwordDays }))}
      />
      <Choice label="Strength at most 50" {...one(props, { maxPasswordStrength: 50 })} />
      <Choice label="Expired" {...one(props, { passwordExpired: true })} />
      <Choice label="Reset required" people={facets?.resetRequired} {...one(props, { passwordResetRequired: true })} />
      <p className={styles.note}>
        Expired: on LastPass’ list of expired master passwords, which has active, non-federated people only. It is read
        once a day, or from the Overview.
      </p>
    </>
  )
}

export function MfaPart(props: PartProps) {
  const { facets, search, set } = props
  const invited = facets?.status.invited ?? 0
  return (
    <>
      <div className={styles.scroll}>
        <Choice label="None" people={facets?.noMfa} {...one(props, { mfa: false })} />
        <Choice label="Some method" people={facets?.anyMfa} {...one(props, { mfa: true })} />
        {facets?.mfaMethods.map(({ method, people }) => (
          <Choice
            key={method}
            label={mfaName(method)}
            people={people}
            on={listHolds(search, 'mfaMethods', method)}
            onToggle={() => set(toggledValue(search, 'mfaMethods', method))}
            not={{
              on: listHolds(search, 'notMfaMethods', method),
              onToggle: () => set(toggledValue(search, 'notMfaMethods', method)),
            }}
          />
        ))}
      </div>
      {invited > 0 && (
        <p className={styles.note}>
          {peopleWords(invited)} who {invited === 1 ? 'is' : 'are'} only invited {invited === 1 ? 'has' : 'have'} no
          account yet and {invited === 1 ? 'is' : 'are'} in neither.
        </p>
      )}
    </>
  )
}

export function MorePart(props: PartProps) {
  const { facets } = props
  return (
    <>
      <Choice label="Has shared folders" people={facets?.hasFolders} {...one(props, { hasFolders: true })} />
      <Choice label="Has no shared folders" people={facets?.noFolders} {...one(props, { hasFolders: false })} />
      <Choice label="User name used by two accounts" people={facets?.duplicates} {...one(props, { duplicate: true })} />
      <Choice label="No longer in LastPass" people={facets?.gone} {...one(props, { gone: true })} />
    </>
  )
}

/** A number of days: a few usual ones, or any. */
function Days({ label, value, onPick }: { label: string; value: number | undefined; onPick: (days: number) => void }) {
  const [days, setDays] = useState<number | string>(value === undefined || ages.includes(value) ? '' : value)
  const valid = typeof days === 'number' && days >= 0
  return (
    <fieldset className={styles.days}>
      <legend>{label}</legend>
      <div className={styles.ages}>
        {ages.map((age) => (
          <Button
            key={age}
            variant={age === value ? 'filled' : 'default'}
            aria-pressed={age === value}
            size="compact-xs"
            onClick={() => onPick(age)}
            aria-label={`${label}: ${age}`}
          >
            {age}
          </Button>
        ))}
        <NumberInput
          aria-label={`${label}, another number`}
          placeholder="Other"
          size="xs"
          w={78}
          min={0}
          max={10_000}
          allowDecimal={false}
          hideControls
          value={days}
          onChange={setDays}
          onKeyDown={(event) => event.key === 'Enter' && valid && onPick(days)}
        />
        <Button variant="subtle" size="compact-xs" disabled={!valid} onClick={() => valid && onPick(days)}>
          Use
        </Button>
      </div>
    </fieldset>
  )
}
