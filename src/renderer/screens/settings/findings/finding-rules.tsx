import { Button, NumberInput, Switch } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { ruleNames } from '../../../../contract/audit/findings.ts'
import type { Output } from '../../../../contract/calls.ts'
import { hasNumbers, numberLabel, numbersWords, ruleAbout } from '../../../features/audit/rule-words.ts'
import { useTenant } from '../../../features/session/open-company.ts'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { plural } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'
import styles from './findings.module.css'

type Rule = Output<'findings.rules'>['rules'][number]

/** What rules look for in audit events: which are on, and from which numbers on they tell. */
export function FindingRules() {
  const tenant = useTenant()
  const read = useRead('findings.rules', {}, { enabled: tenant !== null })
  const found = useRead('findings.page', { offset: 0, limit: 1 }, { enabled: tenant !== null, keep: true }).data
  const mayEdit = useMay()('findings.setRule')
  if (tenant === null) return <p className={sections.note}>It belongs to a company; none is open.</p>
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} compact />
  if (!read.data) return null
  return (
    <>
      <p className={sections.note}>
        Rules go through the fetched events on this computer. A rule that is off finds nothing, also in events that came
        before. Each change is noted in the journal. Whether the system tells of new findings is chosen under Refresh.
        {!mayEdit && ' An admin seat sets them.'}
      </p>
      <ul className={styles.rules}>
        {read.data.rules.map((rule) => (
          <li key={rule.rule}>
            <OneRule rule={rule} counts={found?.byRule.find((one) => one.rule === rule.rule)} mayEdit={mayEdit} />
          </li>
        ))}
      </ul>
    </>
  )
}

function OneRule({
  rule: { rule, on, thresholds, usual },
  counts,
  mayEdit,
}: {
  rule: Rule
  counts: { open: number; muted: number } | undefined
  mayEdit: boolean
}) {
  const [editing, setEditing] = useState(false)
  const save = useAct('findings.setRule')
  const changed = Object.entries(usual).some(([name, value]) => thresholds[name] !== value)
  return (
    <section className={sections.section} aria-label={ruleNames[rule]}>
      <header className={styles.head}>
        <Switch
          size="xs"
          label={ruleNames[rule]}
          checked={on}
          disabled={!mayEdit || save.isPending}
          onChange={(event) => save.mutate({ rule, on: event.currentTarget.checked, thresholds })}
        />
        <span className={sections.note}>{on ? countWords(counts) : 'off'}</span>
      </header>
      <p>{ruleAbout[rule]}</p>
      {hasNumbers(rule) && !editing && (
        <div className={sections.actions}>
          <span className={sections.note}>
            {numbersWords(rule, thresholds)}
            {changed && ' (changed)'}
          </span>
          {mayEdit && on && (
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={`Change the numbers of “${ruleNames[rule]}”`}
              onClick={() => setEditing(true)}
            >
              Change the numbers
            </Button>
          )}
        </div>
      )}
      {editing && (
        <Numbers
          rule={rule}
          thresholds={thresholds}
          usual={usual}
          pending={save.isPending}
          onLeave={() => setEditing(false)}
          onSave={(chosen) =>
            save.mutate(
              { rule, on: true, thresholds: chosen },
              {
                onSuccess: () => {
                  setEditing(false)
                  toastDone('The rule was changed, and noted in the journal.')
                },
              },
            )
          }
        />
      )}
      {save.error && <FailureState failure={failureOf(save.error)} compact />}
    </section>
  )
}

const countWords = (counts: { open: number; muted: number } | undefined): string =>
  counts === undefined
    ? ''
    : `${plural(counts.open, 'finding', 'findings')} open${counts.muted > 0 ? `, ${counts.muted} muted` : ''}`

/** 1 to a million: what a rule's numbers may be. */
const isNumber = (value: number | string): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000_000

function Numbers({
  rule,
  thresholds,
  usual,
  pending,
  onSave,
  onLeave,
}: Pick<Rule, 'rule' | 'thresholds' | 'usual'> & {
  pending: boolean
  onSave: (chosen: Record<string, number>) => void
  onLeave: () => void
}) {
  const [typed, setTyped] = useState<Record<string, number | string>>(thresholds)
  const names = Object.keys(usual)
  const chosen = Object.fromEntries(
    names.flatMap((name) => {
      const value = typed[name] ?? ''
      return isNumber(value) ? [[name, value]] : []
    }),
  )
  const valid = Object.keys(chosen).length === names.length
  const [asked] = useDebouncedValue(JSON.stringify(chosen), 300)
  const settled = asked === JSON.stringify(chosen)
  const now = useRead('findings.preview', { rule, thresholds })
  const then = useRead('findings.preview', { rule, thresholds: JSON.parse(asked) }, { enabled: valid && settled })
  const failure = then.error ?? now.error
  const isUsual = names.every((name) => chosen[name] === usual[name])
  const isSame = names.every((name) => chosen[name] === thresholds[name])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (valid && !isSame) onSave(chosen)
  }
  return (
    <form className={styles.numbers} onSubmit={submit} aria-label={`Numbers of “${ruleNames[rule]}”`}>
      <div className={sections.fields}>
        {names.map((name) => (
          <NumberInput
            key={name}
            label={numberLabel(rule, name)}
            description={`Usually ${(usual[name] ?? 0).toLocaleString('en-US')}`}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            clampBehavior="none"
            value={typed[name] ?? ''}
            error={isNumber(typed[name] ?? '') ? undefined : 'A whole number from 1 to 1,000,000.'}
            onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </div>
      <p role="status">
        {valid
          ? previewWords(
              settled && !then.isFetching ? then.data?.count : undefined,
              isSame ? undefined : now.data?.count,
            )
          : 'The number of findings is counted once each field holds a whole number.'}
      </p>
      {failure && <FailureState failure={failureOf(failure)} compact />}
      <div className={sections.actions}>
        <Button type="submit" loading={pending} disabled={!valid || isSame}>
          Change this rule
        </Button>
        <Button variant="default" onClick={onLeave}>
          Leave it as it is
        </Button>
        {!isUsual && (
          <Button variant="subtle" onClick={() => setTyped(usual)}>
            Use the usual numbers
          </Button>
        )}
      </div>
    </form>
  )
}

/** How many findings there would have been. `now`: with the numbers in force; undefined: not to be said. */
function previewWords(count: number | undefined, now: number | undefined): string {
  if (count === undefined) return 'Counting the findings of the last 90 days…'
  const words = `In the fetched events of the last 90 days: ${plural(count, 'finding', 'findings')}`
  return `${words}${now === undefined ? '' : `, ${now.toLocaleString('en-US')} with the numbers in force`}.`
}
