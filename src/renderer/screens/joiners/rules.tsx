import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { JoinerSettings } from '../../../contract/calls/joiner-rules.ts'
import type { Output } from '../../../contract/calls.ts'
import { GroupPicker } from '../../features/groups/group-picker.tsx'
import { useNothingRead } from '../../features/session/nothing-read.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { failureOf } from '../../lib/application/client.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { people, plural } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './joiners.module.css'
import { Drift, RulePreview, SeatTrend } from './rule-parts.tsx'
import rules from './rules.module.css'

/** Departments with their groups, the company's domains, licences. */
export function Rules() {
  const read = useRead('joiners.settings', {})
  const settings = read.data
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  // What is typed here is dropped only where what it changes was saved, not where a refresh counts other people.
  return settings ? <Edit key={JSON.stringify([settings.departments, settings.seats])} settings={settings} /> : null
}

function Edit({ settings }: { settings: Output<'joiners.settings'> }) {
  const may = useMay()('joiners.saveSettings')
  const unread = useNothingRead() !== false
  const [departments, setDepartments] = useState(settings.departments)
  const [seats, setSeats] = useState<number | null>(settings.seats)
  const [domain, setDomain] = useState('')
  const [name, setName] = useState('')
  const save = useAction((part: Partial<JoinerSettings>) => act('joiners.saveSettings', part), {
    failed: 'Nothing was saved',
    inTurn: true,
  })
  const { added, removed } = settings.domains
  const departmentsChanged = JSON.stringify(departments) !== JSON.stringify(settings.departments)
  const changed = JSON.stringify([departments, seats]) !== JSON.stringify([settings.departments, settings.seats])
  return (
    <div className={styles.page}>
      <section className={styles.card} aria-label="Departments">
        <h2>Departments and their groups</h2>
        <p className={styles.quiet}>
          Who joins a department is offered its groups. Nobody who is here already is changed by this.
        </p>
        {departments.map((department, at) => (
          <div key={department.name} className={rules.rule}>
            <strong>{department.name}</strong>
            <GroupPicker
              label={`Add a group to ${department.name}`}
              groups={department.groups}
              onGroups={(groups) =>
                setDepartments(departments.map((each, index) => (index === at ? { ...each, groups } : each)))
              }
            />
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              onClick={() => setDepartments(departments.filter((_, index) => index !== at))}
            >
              Remove
            </Button>
          </div>
        ))}
        <RulePreview departments={departments} changed={departmentsChanged} />
        <form
          className={styles.chips}
          onSubmit={(event) => {
            event.preventDefault()
            const given = name.trim()
            if (given === '' || departments.some((each) => each.name.toLowerCase() === given.toLowerCase())) return
            setDepartments([...departments, { name: given, groups: [] }])
            setName('')
          }}
        >
          <TextInput
            aria-label="New department"
            placeholder="New department"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            Add department
          </Button>
        </form>
      </section>
      <Drift />
      <section className={styles.card} aria-label="Licences">
        <h2>Licences</h2>
        <NumberInput
          label="Seats bought"
          description={`${unread ? 'How many are in use is not known yet.' : `${plural(settings.seatsUsed, 'is', 'are')} in use: accounts that are not disabled, and invitations.`} LastPass’ API does not say how many were bought.`}
          min={0}
          max={10_000_000}
          allowDecimal={false}
          value={seats ?? ''}
          onChange={(value) => setSeats(typeof value === 'number' ? value : null)}
        />
        <SeatTrend seats={seats} used={settings.seatsUsed} />
        <Button
          style={{ justifySelf: 'start' }}
          disabled={!may || !changed}
          loading={save.pending}
          onClick={() => void save.run({ departments, seats })}
        >
          Save departments and licences
        </Button>
      </section>
      <section className={styles.card} aria-label="Start date">
        <h2>On the start date</h2>
        <Checkbox
          disabled={!may}
          checked={settings.sendOnStartDate}
          onChange={(event) => void save.run({ sendOnStartDate: event.currentTarget.checked })}
          label="Send joiners who were approved beforehand automatically"
          description="Off: everybody who waits asks on the day. On: exactly what somebody previewed and approved is sent on the day, while changes are enabled here; where anything differs, such as the address, a group or the seat, it asks again. The journal keeps both."
        />
      </section>
      <section className={styles.card} aria-label="Domains">
        <h2>Domains of the company</h2>
        <p className={styles.quiet}>Learnt from who is here. A joiner’s address elsewhere is told.</p>
        <ul>
          {settings.own.map((each) => (
            <li key={each.domain} className={styles.chips}>
              <span>
                {each.domain}{' '}
                <span className={styles.quiet}>
                  {people(each.people)}
                  {each.learnt ? '' : ', added by hand'}
                </span>
              </span>
              <Button
                variant="subtle"
                color="gray"
                size="compact-xs"
                disabled={!may}
                onClick={() =>
                  void save.run({
                    domains: { added: added.filter((one) => one !== each.domain), removed: [...removed, each.domain] },
                  })
                }
              >
                Take {each.domain} off
              </Button>
            </li>
          ))}
        </ul>
        <form
          className={styles.chips}
          onSubmit={(event) => {
            event.preventDefault()
            const given = domain.trim().toLowerCase()
            if (given === '') return
            void save.run({
              domains: { added: [...new Set([...added, given])], removed: removed.filter((one) => one !== given) },
            })
          }}
        >
          <TextInput
            aria-label="Another domain"
            placeholder="another.example.com"
            maxLength={253}
            value={domain}
            onChange={(event) => setDomain(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!may}>
            Add domain
          </Button>
        </form>
      </section>
    </div>
  )
}
