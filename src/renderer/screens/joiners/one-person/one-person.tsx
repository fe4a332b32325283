import { Autocomplete, Button, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { showPlan } from '../../../features/changes/open-dialogs.ts'
import { GroupPicker } from '../../../features/groups/group-picker.tsx'
import { FindPerson } from '../../../features/people-list/find-person.tsx'
import { call } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { seatNote } from '../joiner-words.ts'
import styles from '../joiners.module.css'
import { AddedJoiner } from './added-joiner.tsx'
import { type FirstPassword, FirstPasswordFields, passwordReady } from './first-password.tsx'
import { addressFrom, emptyDraft, inputOf, type JoinerDraft, likeSomebody, unreadAttribute } from './joiner-form.ts'
import { PersonPreview } from './person-preview.tsx'

/** Of an account that is enabled again. */
const enabledAgain = 'Nobody is invited: the account is enabled, with the master password it has.'
const mailed =
  'LastPass mails an invitation. If it does not arrive: look in the spam folder, then choose “Invite again” in the person’s panel; LastPass’ own console shows it under Users, Invited.'
const handOver =
  'Hand the first password to the person yourself, by another way than mail. LastPass may mail a notice as well.'

/** What was typed and not sent yet. In memory only: it holds names. */
let kept: JoinerDraft = emptyDraft
/** The job of whoever was sent last; null: nobody was, or it was closed. */
let last: string | null = null

/** The form of one joiner, with what will be sent beside it. */
export function OnePerson() {
  const [draft, write] = useState(kept)
  const [job, setJob] = useState(last)
  const showLast = (id: string | null) => {
    last = id
    setJob(id)
  }
  const [like, setLike] = useState(false)
  const [picking, setPicking] = useState(false)
  const [first, setFirst] = useState<FirstPassword | null>(null)
  const settings = useRead('joiners.settings', {}).data
  const domain = settings?.own[0]?.domain
  const address = addressFrom(draft, domain)
  const set = (part: Partial<JoinerDraft>) => {
    kept = { ...kept, ...part }
    write(kept)
  }
  const ruleOf = (department: string) =>
    settings?.departments.find(({ name }) => name.toLowerCase() === department.trim().toLowerCase())?.groups ?? []
  const setDepartment = (department: string) => {
    const before = new Set(ruleOf(draft.department))
    const own = draft.groups.filter((group) => !before.has(group))
    set({ department, groups: [...new Set([...ruleOf(department), ...own])] })
  }
  const [asked] = useDebouncedValue(draft, 200)
  const input = useMemo(() => inputOf(asked, addressFrom(asked, domain)), [asked, domain])
  const isEmpty = (draft.username.trim() || address) === ''
  const checked = useRead('joiners.person', input, { keep: true, enabled: !isEmpty })
  const unread = unreadAttribute(draft.attributes)
  const byRule = new Set(ruleOf(draft.department))
  const field = (name: keyof Omit<JoinerDraft, 'groups'>, label: string, more: object = {}) => (
    <TextInput
      label={label}
      maxLength={500}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      {...more}
    />
  )
  const about = [draft.username.trim() || address, draft.firstName, draft.lastName]
  const plan = useAction(async (how: { enable: boolean; waits: boolean }) => {
    const person = inputOf(draft, address)
    const made =
      first === null || how.enable
        ? await act('joiners.planPerson', { ...person, ...how })
        : await act('joiners.planWithPassword', { ...person, ...first })
    let sent = false
    showPlan({
      plan: made.plan,
      title: made.title,
      // Closed unsent, main forgets the password at once.
      onClose: () => {
        if (!sent && made.firstPassword === true)
          void act('changes.discard', { plan: made.plan }).catch(() => undefined)
      },
      note: ({ counts }) =>
        `${seatNote(settings, Math.min(1, counts.change))}${how.enable ? enabledAgain : made.firstPassword === true ? handOver : mailed}`,
      onSent: (id) => {
        sent = true
        showLast(id)
        setFirst(null)
        kept = emptyDraft
        write(emptyDraft)
      },
    })
  })
  return (
    <div className={styles.two}>
      <form
        className={styles.form}
        aria-label="One joiner"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isEmpty && passwordReady(first, about)) void plan.run({ enable: false, waits: false })
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          if (!isEmpty && passwordReady(first, about))
            void plan.run({ enable: checked.data?.row.instead !== undefined, waits: false })
        }}
      >
        {job !== null && <AddedJoiner job={job} onClose={() => showLast(null)} />}
        <div className={styles.card}>
          <div className={styles.pair}>
            {field('firstName', 'First name', { autoFocus: true, 'data-search': true })}
            {field('lastName', 'Last name')}
          </div>
          {field('username', 'Work address', {
            maxLength: 320,
            placeholder: address || 'first.last@…',
            spellCheck: false,
            description:
              draft.username === '' && address !== ''
                ? `Made of the names: ${address}`
                : checked.data?.row.instead === undefined
                  ? 'The invitation goes to this address.'
                  : 'The account with this address is enabled again. Nobody is invited.',
          })}
          <div className={styles.pair}>
            <Autocomplete
              label="Department"
              styles={{ input: { height: 30, minHeight: 30 } }}
              data={settings?.departments.map(({ name }) => name) ?? []}
              maxLength={200}
              value={draft.department}
              onChange={setDepartment}
            />
            {field('startDate', 'Start date', { type: 'date' })}
          </div>
          <div className={styles.pair}>
            {field('manager', 'Manager')}
            {field('managerAddress', 'Manager’s address', { maxLength: 320, spellCheck: false })}
          </div>
          <div className={styles.chips}>
            <Button
              variant="subtle"
              size="compact-xs"
              aria-expanded={picking}
              onClick={() => setPicking((now) => !now)}
            >
              Choose the manager from the people
            </Button>
          </div>
          {picking && (
            <FindPerson
              label="Manager, among the people"
              chosen={draft.managerAddress || null}
              onChoose={(username) =>
                void call('users.get', { username }).then((person) => {
                  set({ manager: person.fullname, managerAddress: person.username })
                  setPicking(false)
                })
              }
            />
          )}
        </div>
        <div className={styles.card}>
          <h2>Groups</h2>
          <GroupPicker
            groups={draft.groups}
            onGroups={(groups) => set({ groups })}
            why={(group) => (byRule.has(group) ? `by the rule for ${draft.department}` : 'added by you')}
          />
          <div className={styles.chips}>
            <Button variant="subtle" size="compact-xs" aria-expanded={like} onClick={() => setLike((now) => !now)}>
              Like somebody
            </Button>
          </div>
          {like && (
            <FindPerson
              label="Take department, groups and attributes from"
              chosen={null}
              onChoose={(username) =>
                void Promise.all([call('users.get', { username }), call('joiners.facts', { username })]).then(
                  ([person, { facts }]) => {
                    set(likeSomebody(draft, person, facts?.department))
                    setLike(false)
                  },
                )
              }
            />
          )}
        </div>
        <details className={styles.card}>
          <summary>More: attributes, Duo and SecurID names</summary>
          <Textarea
            label="Attributes"
            description="One a line, as “Cost centre: 4410”."
            error={
              unread !== null &&
              `“${unread.slice(0, 80)}” is not sent: it has no colon, or its name comes again further down.`
            }
            autosize
            minRows={2}
            maxLength={5000}
            value={draft.attributes}
            onChange={(event) => set({ attributes: event.currentTarget.value })}
          />
          <div className={styles.pair}>
            {field('duoUsername', 'Duo user name')}
            {field('securidUsername', 'SecurID user name')}
          </div>
        </details>
        <FirstPasswordFields value={first} about={about} onChange={setFirst} />
      </form>
      <PersonPreview
        draft={draft}
        address={draft.username.trim() || address}
        checked={isEmpty ? undefined : checked.data}
        settings={settings}
        failure={plan.failure}
        pending={plan.pending}
        password={first === null ? null : passwordReady(first, about)}
        onUse={(part) => set(part)}
        onPlan={(how) => void plan.run(how)}
      />
    </div>
  )
}
