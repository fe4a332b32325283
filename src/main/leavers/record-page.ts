import { type Entry, type EntryRecord, entryRecord, type RecordOf, writeEach } from './record.ts'

/** Security rule: every text that comes from data passes here before it stands in the page. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

const text = (value: string | number | null | undefined, missing = '–'): string =>
  value === null || value === undefined || value === '' ? missing : escapeHtml(String(value))
/** 2026-11-22 09:12 UTC */
const time = (instant: string | null): string =>
  instant === null ? '–' : `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`

const style = `
@page { size: A4; margin: 18mm 16mm }
body { font: 10pt/1.45 system-ui, sans-serif; color: #1a1d24; margin: 0 }
h1 { font-size: 17pt; margin: 0 0 2mm } h2 { font-size: 12pt; margin: 7mm 0 1mm }
p { margin: 0 0 2mm } .quiet { color: #5a6272 }
table { border-collapse: collapse; width: 100%; margin: 1mm 0 3mm }
th, td { text-align: left; vertical-align: top; padding: 1mm 2mm; border-bottom: 0.2mm solid #d5d9e2; overflow-wrap: anywhere }
th { font-weight: 600; width: 42mm } thead th { width: auto; background: #f1f3f7 }
section { break-inside: avoid-page }
`

function leaver(record: EntryRecord): string {
  const row = (name: string, value: string) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${value}</td></tr>`
  const delay = record.hoursFromRequest ?? record.hoursFromStart
  const delayWords =
    delay === null
      ? '–'
      : `${delay} hours after ${record.hoursFromRequest === null ? 'the case was opened (when it was asked for is not known)' : 'it was asked for'}`
  const steps = record.steps.map(
    (step) =>
      `<tr><td>${text(step.title)}</td><td>${text(step.state)}</td><td>${time(step.time)}</td><td>${text(step.message, '')}</td></tr>`,
  )
  const checks = record.checks.map(
    (check) =>
      `<tr><td>${time(check.time)}</td><td>${check.day === null ? 'on demand' : `day ${check.day}`}</td><td>${text(check.message)}</td></tr>`,
  )
  return `<section><h2>${text(record.fullname, '')} ${text(record.username)}</h2><table><tbody>
${row('State', `${text(record.state)}: ${text(record.summary)}`)}
${row('Asked by', `${text(record.requestedBy)}, ${time(record.requestedAt)}`)}
${row('Ticket, reason', `${text(record.ticket)}, ${text(record.reason)}`)}
${row('Done by', `${text(record.operator)}, seat ${text(record.seat)}`)}
${row('Disabled', time(record.disabled))}
${row('Removed or deleted', time(record.ended))}
${row('Delay', escapeHtml(delayWords))}
${row('Verified', text(record.verified))}
${row('Undone', time(record.undone))}
${row('Closed', record.closed === null ? '–' : `${time(record.closed.time)} by ${text(record.closed.by)}: ${text(record.closed.reason)}`)}
${row('Last login before', time(record.lastLoginBefore))}
${row('Groups before', text(record.groupsBefore.join(', ')))}
${row('Shared folders before', text(record.foldersBefore.map(({ name, canAdminister }) => (canAdminister ? `${name} (administrator)` : name)).join(', ')))}
${row('Passwords to change', record.rotation.total === null ? 'sites were never read' : `${record.rotation.ticked} of ${record.rotation.total} ticked, sites as of ${time(record.rotation.asOf)}`)}
</tbody></table>
<table><thead><tr><th>Step</th><th>Outcome</th><th>When</th><th>Note</th></tr></thead><tbody>${steps.join('')}</tbody></table>
${checks.length === 0 ? '<p class="quiet">No after-check yet.</p>' : `<table><thead><tr><th>Checked</th><th>For</th><th>Found</th></tr></thead><tbody>${checks.join('')}</tbody></table>`}
</section>`
}

/** The record as a page to print: no script, nothing from outside, every text escaped. Yields now and then. */
export function* recordPage(entries: readonly Entry[], { tenant, made, by }: RecordOf): Generator<void, string> {
  const leavers = yield* writeEach(entries, (entry) => leaver(entryRecord(entry)))
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Leaver record</title><style>${style}</style></head><body>
<h1>Leaver record</h1>
<p>${text(tenant)}: ${entries.length} ${entries.length === 1 ? 'person' : 'people'}</p>
<p class="quiet">Made ${time(made)} by ${text(by)} with Provost. Outcomes are what LastPass said when accounts were read again; steps done by hand are as ticked. All times are UTC.</p>
${leavers.join('\n')}
</body></html>`
}
