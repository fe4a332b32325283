import { escapeHtml } from '../../text/markup/escape-html.ts'
import { lastCheckOf, stateOf, undoneAt } from '../cases/case.ts'
import { stateWords } from '../cases/steps.ts'
import {
  type Entry,
  type EntryRecord,
  entryRecord,
  type NotDisabled,
  type RecordOf,
  stateInWords,
  writeEach,
} from './record.ts'

const text = (value: string | number | null | undefined, missing = '–'): string =>
  value === null || value === undefined || value === '' ? missing : escapeHtml(String(value))
/** 2026-11-22 09:12, which the page's head says is UTC; it never breaks into two lines. */
const time = (instant: string | null): string =>
  instant === null ? '–' : `<span class="time">${instant.slice(0, 10)} ${instant.slice(11, 16)}</span>`

const style = `
@page { size: A4; margin: 14mm 14mm 16mm }
body { font: 8.5pt/1.35 system-ui, sans-serif; color: #1a1d24; margin: 0 }
h1 { font-size: 17pt; margin: 0 0 2mm } h2 { font-size: 11pt; margin: 4mm 0 1mm; break-after: avoid } .time { white-space: nowrap } h2 span { font-weight: 400 } h2 span, td { unicode-bidi: isolate }
p { margin: 0 0 2mm } .quiet { color: #5a6272 }
table { border-collapse: collapse; width: 100%; margin: 1mm 0 3mm }
th, td { text-align: left; vertical-align: top; padding: 0.6mm 1.5mm; border-bottom: 0.2mm solid #d5d9e2; overflow-wrap: anywhere }
th { font-weight: 600; width: 42mm } thead th { background: #f1f3f7; overflow-wrap: normal }
tr { break-inside: avoid }
.steps, .checks, .all { table-layout: fixed }
.steps th:nth-child(1) { width: 50mm } .steps th:nth-child(2) { width: 34mm } .steps th:nth-child(3) { width: 40mm } .steps th:nth-child(4) { width: auto }
.checks th:nth-child(1) { width: 44mm } .checks th:nth-child(2) { width: 26mm } .checks th:nth-child(3) { width: auto }
.all th:nth-child(1) { width: auto } .all th:nth-child(2) { width: 24mm } .all th:nth-child(3) { width: 35mm } .all th:nth-child(4) { width: 40mm } .all { font-size: 9pt }
.others th:nth-child(1) { width: 14mm } .others th:nth-child(2) { width: 70mm } .others th:nth-child(3) { width: auto }
.facts { display: grid; grid-template-columns: 27mm 1fr 27mm 1fr; margin: 0; border-top: 0.2mm solid #d5d9e2 }
.facts > div { display: grid; grid-column: span 2; grid-template-columns: subgrid; border-bottom: 0.2mm solid #d5d9e2; padding: 0.6mm 0; break-inside: avoid }
.facts > .wide { grid-column: span 4 } .facts > .wide dd { grid-column: 2 / -1 }
dt { font-weight: 600 } dd { margin: 0 3mm 0 0; overflow-wrap: anywhere; unicode-bidi: isolate }
`

/** How long somebody waited, in the unit that says most. */
function lasted(from: string, to: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000))
  if (minutes === 0) return 'less than a minute'
  const [number, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 2880
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day']
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}

function delayOf({ requestedAt, started, disabled, ended }: EntryRecord): string | null {
  const done = disabled ?? ended
  if (done === null) return null
  return requestedAt === null
    ? `${lasted(started, done)} after the case was opened (when it was asked for was not recorded)`
    : `${lasted(requestedAt, done)} after it was asked for`
}

/** What is said in more than a few words takes the whole line. */
const wide = new Set([
  'State',
  'Reason',
  'Verified',
  'Changed since',
  'Closed',
  'Groups before',
  'Shared folders before',
])

function leaver(record: EntryRecord): string {
  const row = (name: string, value: string | null) =>
    value === null
      ? ''
      : `<div${wide.has(name) ? ' class="wide"' : ''}><dt>${escapeHtml(name)}</dt><dd>${value}</dd></div>`
  const steps = record.steps.map(
    (step) =>
      `<tr><td>${text(step.title)}</td><td>${text(stateWords[step.state])}</td><td>${time(step.time)}</td><td>${text(step.message, '')}</td></tr>`,
  )
  const checks = record.checks.map(
    (check) =>
      `<tr><td>${time(check.time)}</td><td>${check.day === null ? 'on demand' : `day ${check.day}`}</td><td>${text(check.message)}${check.void ? ' The account was changed after this.' : ''}</td></tr>`,
  )
  const { closed, rotation } = record
  const delay = delayOf(record)
  return `<section><h2>${text(record.fullname, '')} <span>${text(record.username)}</span>${record.wasAdmin ? ' <span>(admin)</span>' : ''}</h2><dl class="facts">
${row('State', `${text(stateInWords(record))}. ${text(record.summary)}`)}
${row('Asked by', record.requestedBy === null && record.requestedAt === null ? 'not recorded' : `${text(record.requestedBy, 'not recorded')}${record.requestedAt === null ? '' : `, ${time(record.requestedAt)}`}`)}
${row('Ticket', text(record.ticket, 'none'))}
${row('Reason', text(record.reason, 'none'))}
${row('Done by', `${text(record.operator)}, seat ${text(record.seat)}`)}
${row('Case opened', time(record.started))}
${row('Disabled', record.disabled === null ? 'not confirmed' : time(record.disabled))}
${row('Removed or deleted', record.ended === null ? null : time(record.ended))}
${row('Delay', delay === null ? null : escapeHtml(delay))}
${row(
  'Verified',
  escapeHtml(record.verified).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, (instant) => time(instant)),
)}
${row('Changed since', record.since.length === 0 ? null : record.since.map(({ words }) => text(words)).join('<br>'))}
${row('Closed', closed === null ? null : `${time(closed.time)} by ${text(closed.by)}: ${text(closed.reason)}`)}
${row('Last login before', record.lastLoginBefore === null ? 'none known' : time(record.lastLoginBefore))}
${row('Groups before', text(record.groupsBefore.join(', '), 'none'))}
${row('Shared folders before', text(record.foldersBefore.map(({ name, canAdminister }) => (canAdminister ? `${name} (administrator)` : name)).join(', '), 'none'))}
${row('Passwords to change', rotation.total === null ? 'sites were never read' : `${rotation.ticked} of ${rotation.total} ticked off, sites as of ${time(rotation.asOf)}`)}
</dl>
<table class="steps"><thead><tr><th>Step</th><th>Outcome</th><th>When</th><th>Note</th></tr></thead><tbody>${steps.join('')}</tbody></table>
${checks.length === 0 ? '<p class="quiet">No after-check yet.</p>' : `<table class="checks"><thead><tr><th>Checked</th><th>For</th><th>Found</th></tr></thead><tbody>${checks.join('')}</tbody></table>`}
</section>`
}

/** Everybody on one line, before the records one by one. */
function overview(entries: readonly Entry[]): string {
  if (entries.length === 1) return ''
  const rows = entries.map(({ one }) => {
    const last = lastCheckOf(one) ?? undefined
    return `<tr><td><b>${text(one.fullname, '')}</b> ${text(one.username)}${one.wasAdmin ? ' (admin)' : ''}</td><td>${stateInWords({ state: stateOf(one), undone: undoneAt(one) })}</td><td>${time(one.disabled)}</td><td>${last === undefined ? 'not yet' : text(last.message)}</td></tr>`
  })
  return `<table class="all"><thead><tr><th>Person</th><th>State</th><th>Disabled</th><th>Last check</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** Everybody who was given and did not leave, with the reason. */
function others(notDisabled: readonly NotDisabled[]): string {
  if (notDisabled.length === 0) return ''
  const rows = notDisabled.map(
    ({ line, given, reason }) => `<tr><td>${line}</td><td>${text(given)}</td><td>${text(reason)}</td></tr>`,
  )
  return `<h2>Given, but not disabled</h2><table class="others"><thead><tr><th>Line</th><th>Given as</th><th>Why not</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** The record as a page to print: no script, nothing from outside, every text escaped. Yields now and then. */
export function* recordPage(
  entries: readonly Entry[],
  { tenant, made, by }: RecordOf,
  notDisabled: readonly NotDisabled[],
): Generator<void, string> {
  const leavers = yield* writeEach(entries, (entry) => leaver(entryRecord(entry)))
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Leaver record</title><style>${style}</style></head><body>
<h1>Leaver record</h1>
<p>${text(tenant)}: ${entries.length} ${entries.length === 1 ? 'person' : 'people'}</p>
<p class="quiet">Made ${time(made)} UTC by ${text(by)} with Provost. Outcomes are what LastPass said when accounts were read again; steps done by hand are as ticked. All times are UTC.</p>
${overview(entries)}
${leavers.join('\n')}
${others(notDisabled)}
</body></html>`
}
