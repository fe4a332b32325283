import type { EvidenceControl } from '../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import { controlWords } from './control-actions.ts'

/** What a pack says of itself. */
export interface PackFacts {
  tenant: string
  cid: string
  made: string
  timeZone: string
  from: string
  to: string
  control: EvidenceControl
  gaps: { from: string; to: string }[]
  /** Events from before were removed, as an admin chose; null: none of the span were. */
  removedBefore: string | null
  seed: string
  events: number
  fingerprint: string
}

const number = (value: number): string => value.toLocaleString('en-US')

/** What the files of a pack are, and how to check them without Provost. */
export const definitions = ({ control, seed, timeZone }: PackFacts): string => `Evidence pack of Provost

Control "${control}" takes in: ${controlWords[control]}.

population.jsonl  every event of the control in the span that LastPass gave, newest first, one JSON object a line
population.csv    the same as a table
sample.jsonl      the events that were drawn; "line" is their line in population.jsonl, counted from 1
coverage.json     which spans were fetched from LastPass, and which were not: an event that is not there may not have been fetched.
                  "answeredEmpty" are spans without an event that are older than every event: LastPass may not keep them any more
journal.txt       what Provost itself did in the span, as a chain of hashes
report.pdf        the same for reading
manifest.json     the SHA-256 of each file; manifest.sig is its Ed25519 signature in base64, by the key in it

Times are UTC. LastPass shows times on a clock without its offset; they were read as ${timeZone}. "ambiguous": the clock showed that hour twice.
"category" and "parsed" are Provost's reading of action and data; the other fields are as LastPass gave them.

The sample: of every line of population.jsonl the SHA-256 of
  seed, line feed, line number, line feed, line (without its line feed)
is computed, as UTF-8; the lines with the lowest are the sample. The seed is ${seed}.

Checking: "provost verify FILE" needs neither a network nor a secret. The end of the zip, its comment, is a signature over every byte
before it. Compare the fingerprint with the one that the company's admin gives you by another way.
`

/** The report as lines; those that begin with "# " are headings. */
export function reportLines(facts: PackFacts, sample: readonly AuditEvent[]): string[] {
  const { tenant, cid, made, from, to, control, gaps, removedBefore, seed, events, fingerprint, timeZone } = facts
  return [
    `# Evidence: ${control}`,
    '',
    `Company: ${tenant} (LastPass account ${cid})`,
    `Span: ${from} to ${to} (UTC)`,
    `Made: ${made}`,
    `Signed by: ${fingerprint}`,
    '',
    '# Population',
    `${number(events)} events. Taken in: ${controlWords[control]}.`,
    `LastPass' times were read as ${timeZone}.`,
    '',
    '# Coverage',
    ...(removedBefore === null
      ? []
      : [
          `Events from before ${removedBefore} were removed from the archive, as its retention says. Nothing can be said of them.`,
        ]),
    ...(gaps.length === 0
      ? [`All of the span${removedBefore === null ? '' : ' from then on'} was fetched from LastPass.`]
      : [
          'These spans were NOT fetched from LastPass, or it may not have kept them. Nothing can be said of them:',
          ...gaps.slice(0, 200).map((gap) => `  ${gap.from} to ${gap.to}`),
          ...(gaps.length > 200 ? [`  and ${number(gaps.length - 200)} more; coverage.json has them all`] : []),
        ]),
    '',
    '# Sample',
    sample.length === 0
      ? 'No event was drawn.'
      : `${number(sample.length)} of ${number(events)} events, drawn by the seed ${seed}. definitions.txt says how to draw them again.`,
    ...sample.flatMap(({ time, username, ip, action, data }, index) => [
      `${index + 1}. ${time}  ${username === '' ? '(names nobody)' : username}  ${ip}`,
      `    ${action}: ${data.slice(0, 500)}`,
    ]),
  ]
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? letter)

/** The report as a page for printing. */
export const reportHtml = (lines: readonly string[]): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Evidence pack</title><style>body{font:10pt sans-serif}h2{font-size:12pt;margin:12pt 0 4pt}p{margin:0 0 2pt;white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body>${lines
    .map((line) => (line.startsWith('# ') ? `<h2>${escaped(line.slice(2))}</h2>` : `<p>${escaped(line)}</p>`))
    .join('')}</body></html>`
