import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import type { Failure } from '../../../../contract/failure.ts'
import { count, plural, shortDay } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import { dayHere, offered } from '../joiner-words.ts'
import styles from '../joiners.module.css'
import { attributesOf, type JoinerDraft } from './joiner-form.ts'

interface PersonPreviewProps {
  draft: JoinerDraft
  address: string
  checked: Output<'joiners.person'> | undefined
  settings: Output<'joiners.settings'> | undefined
  failure: Failure | null
  pending: boolean
  /** Whether a first password can be used as it is; null: none is set. */
  password: boolean | null
  onUse: (part: Partial<JoinerDraft>) => void
  onPlan: (how: { enable: boolean; waits: boolean }) => void
}

const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '))

/** Exactly what will be sent of a joiner, what stays here, and what has to be settled before. */
export function PersonPreview({
  draft,
  address,
  checked,
  settings,
  failure,
  pending,
  password,
  onUse,
  onPlan,
}: PersonPreviewProps) {
  const [when, setWhen] = useState<'date' | 'now'>('date')
  const row = checked?.row
  const name = [draft.firstName.trim(), draft.lastName.trim()].filter(Boolean).join(' ')
  const attributes = Object.entries(attributesOf(draft.attributes))
  const day = row?.facts.startDate
  const canWait = day !== undefined && day > dayHere(Date.now()) && password === null
  const waits = canWait && when === 'date'
  const seats = settings?.seats ?? null
  const used = settings?.seatsUsed ?? 0
  const ready = row?.verdict === 'add' && password !== false
  const enables = row?.instead !== undefined
  return (
    <aside className={styles.preview} aria-label="Preview">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where it is too long for the window, keys have to reach it to scroll it */}
      <div className={styles.previewBody} tabIndex={0}>
        <section>
          <h2>Preview</h2>
          <p className={styles.quiet}>What will be sent, and what stays here</p>
        </section>
        <section className={styles.who}>
          <p>
            <strong>
              <bdi>{name || 'No name yet'}</bdi>
            </strong>
            {address || 'No address yet'}
          </p>
          <p className={styles.quiet}>
            {[draft.department, draft.manager && `reports to ${draft.manager}`].filter(Boolean).join(' · ')}
          </p>
          {checked?.nameNow && name !== '' && checked.nameNow !== name && (
            <p className={styles.asks}>
              The account is called <bdi>{checked.nameNow}</bdi>, and goes on being called so.
            </p>
          )}
          {row?.reason && row.questions.length === 0 && <p className={styles.asks}>{row.reason}</p>}
          {row && row.verdict !== 'add' && row.questions.length > 0 && row.instead && (
            <p className={styles.asks}>{row.reason}</p>
          )}
          <ul className={styles.asks} data-blocks={row?.verdict === 'invalid' || undefined}>
            {row?.questions.map(({ field, message, suggestions }) => (
              <li key={`${field} ${message}`}>
                {message}
                {field !== 'groups' &&
                  suggestions.slice(0, 2).map((value) => (
                    <Button key={value} variant="default" size="compact-xs" onClick={() => onUse({ [field]: value })}>
                      Use {offered(value)}
                    </Button>
                  ))}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>Sent to LastPass</h3>
          <dl className={styles.facts}>
            <dt>Account</dt>
            <dd>
              {enables
                ? 'enabled again, with the master password it has'
                : password === null
                  ? 'invited by mail, no password set'
                  : 'made with the first password'}
            </dd>
            <dt>{checked?.groupsNow ? 'Groups added' : 'Groups'}</dt>
            <dd>{list(draft.groups.filter((group) => !checked?.groupsNow?.includes(group)))}</dd>
            {checked?.groupsNow && <GroupsOfBefore checked={checked} draft={draft} onUse={onUse} />}
            <dt>Attributes</dt>
            <dd>
              {enables
                ? 'none: the account keeps the name and the attributes that it has'
                : list([
                    ...(draft.department ? [`Department: ${draft.department}`] : []),
                    ...attributes.map(([key, value]) => `${key}: ${value}`),
                  ])}
            </dd>
            {!enables && draft.duoUsername.trim() !== '' && (
              <>
                <dt>Duo user name</dt>
                <dd>{draft.duoUsername}</dd>
              </>
            )}
            {!enables && draft.securidUsername.trim() !== '' && (
              <>
                <dt>SecurID user name</dt>
                <dd>{draft.securidUsername}</dd>
              </>
            )}
            {!enables && (
              <>
                <dt>Requests</dt>
                <dd>1, then 1 or 2 to read it again</dd>
              </>
            )}
          </dl>
        </section>
        <section>
          <h3>Kept here only</h3>
          <dl className={styles.facts}>
            <dt>Manager</dt>
            <dd>{[draft.manager, draft.managerAddress].filter(Boolean).join(', ') || 'none'}</dd>
            <dt>Start date</dt>
            <dd>{draft.startDate || 'none'}</dd>
          </dl>
        </section>
        <section>
          <h3>Opens</h3>
          <dl className={styles.facts}>
            <dt>Shared folders</dt>
            <dd title={checked?.folders.join('\n')}>
              {checked === undefined
                ? 'not known yet'
                : draft.groups.length === 0
                  ? 'none'
                  : `${count(checked.folderCount)} through ${plural(draft.groups.length, 'group', 'groups')}`}
            </dd>
            {seats !== null && (
              <>
                <dt>Seats after this</dt>
                <dd>
                  {count(used + 1)} of {count(seats)}
                  {used + 1 > seats ? ', more than there are' : ''}
                </dd>
              </>
            )}
          </dl>
        </section>
      </div>
      <div className={styles.foot}>
        {failure && <FailureState failure={failure} compact />}
        {canWait && (
          <SegmentedControl
            aria-label="When"
            value={when}
            onChange={(value) => setWhen(value as 'date' | 'now')}
            data={[
              { value: 'date', label: 'On the start date' },
              { value: 'now', label: 'Now' },
            ]}
          />
        )}
        {waits && (
          <p className={styles.quiet}>
            Waits with the other changes. On {day} it is shown as due; it goes when somebody applies it.
          </p>
        )}
        {enables ? (
          <Button loading={pending} onClick={() => onPlan({ enable: true, waits: false })}>
            Preview: enable {name || address} again
          </Button>
        ) : (
          <Button disabled={!ready} loading={pending} onClick={() => onPlan({ enable: false, waits })}>
            Preview: add {draft.firstName.trim() || '1 person'}
            {waits ? ` on ${day}` : ''}
          </Button>
        )}
      </div>
    </aside>
  )
}

/** The groups of an account that is there: those it has, and those it was in before, to be chosen again. */
function GroupsOfBefore({
  checked: { groupsNow, groupsBefore },
  draft,
  onUse,
}: Pick<PersonPreviewProps, 'draft' | 'onUse'> & { checked: Output<'joiners.person'> }) {
  const open = groupsBefore.filter(({ name, exists }) => exists && !draft.groups.includes(name)).map(({ name }) => name)
  return (
    <>
      <dt>Groups now</dt>
      <dd>{list(groupsNow ?? [])}</dd>
      {groupsBefore.length > 0 && (
        <>
          <dt>Groups before</dt>
          <dd>
            {list(
              groupsBefore.map(
                ({ name, until, exists }) =>
                  `${name} (until ${shortDay(until)}${exists ? '' : '; nobody is in it now'})`,
              ),
            )}{' '}
            {open.length > 0 && (
              <Button variant="default" size="compact-xs" onClick={() => onUse({ groups: [...draft.groups, ...open] })}>
                Choose {plural(open.length, 'group', 'groups')}
              </Button>
            )}
          </dd>
        </>
      )}
    </>
  )
}
