import type { EvidenceControl } from '../../../contract/audit/audit.ts'
import { escapeHtml } from '../../text/markup/escape-html.ts'
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
  /** What its population is made of. */
  unit: 'event' | 'decision'
  seed: string
  /** Rows of the population, whatever they are. */
  events: number
  fingerprint: string
  /** The public key of the workstation, in base64. */
  key: string
}

const number = (value: number): string => value.toLocaleString('en-US')

const filesOf = {
  event: `population.jsonl  every event of the control in the span that LastPass gave, newest first, one JSON object a line
population.csv    the same as a table
sample.jsonl      the events that were drawn; "line" is their line in population.jsonl, counted from 1
coverage.json     which spans were fetched from LastPass, and which were not: an event that is not there may not have been fetched.
                  "answeredEmpty" are spans without an event that are older than every event: LastPass may not keep them any more`,
  decision: `population.jsonl  every decision of the access reviews that were signed in the span, the review that was signed last first, one JSON
                  object a line: what was shown ("asOf" in coverage.json says of when), "decision" and "reason", "reviewer" and
                  "signedAt" of the review
population.csv    the same as a table
sample.jsonl      the decisions that were drawn; "line" beside "decision" is their line in population.jsonl, counted from 1; "line" within
                  it is the line of its review
coverage.json     which reviews were signed in the span. The pack holds no events of LastPass, and says nothing of which were fetched`,
}

const readings = {
  event: (
    timeZone: string,
  ) => `Times are UTC. LastPass shows times on a clock without its offset; they were read as ${timeZone}. "ambiguous": the clock showed that hour twice.
"category" and "parsed" are Provost's reading of action and data; the other fields are as LastPass gave them.`,
  decision:
    () => `Times are UTC. "sha256" is the digest that the journal has of the review as it was signed, in the line "access-review" of journal.txt. "intact"
false: what is kept of the review is not what the journal says was signed, or is gone; do not rely on it. "lines" says how many
decisions were to be made, "decisions" how many are here. A decision says what was meant to be done, not that it was done.`,
}

/** What stands before an Ed25519 key in a PEM file: whole letters of base64, so that the key's own follow. */
const derPrefix = 'MCowBQYDK2VwAyEA'

/** What the files of a pack are, and how to check them without Provost. */
export const definitions = ({ control, seed, timeZone, unit, key }: PackFacts): string => `Evidence pack of Provost

Control "${control}" takes in: ${controlWords[control]}.

${filesOf[unit]}
journal.txt       what Provost itself did in the span, as a chain of hashes
report.pdf        the same for reading
manifest.json     the SHA-256 of each file; manifest.sig is its Ed25519 signature in base64, by the key in it

${readings[unit](timeZone)}

The sample: of every line of population.jsonl the SHA-256 of
  seed, line feed, line number, line feed, line (without its line feed)
is computed, as UTF-8; the lines with the lowest are the sample. The seed is ${seed}.

Checking: "provost verify FILE" needs neither a network nor a secret. The end of the zip, its comment, is a signature over every byte
before it. Compare the fingerprint with the one that the company's admin gives you by another way.

Checking without Provost, with OpenSSL 3 or newer in the folder to which the zip was unpacked: save these three lines as key.pem,

-----BEGIN PUBLIC KEY-----
${derPrefix}${key}
-----END PUBLIC KEY-----

then run

  openssl base64 -d -in manifest.sig -out signature
  openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in manifest.json -sigfile signature
  openssl dgst -sha256 -r *.jsonl *.csv coverage.json journal.txt definitions.txt report.pdf

The second says "Signature Verified Successfully", and each digest of the third stands beside its file's name in manifest.json. The
fingerprint is the beginning of the SHA-256 of the key's 32 bytes:

  openssl pkey -pubin -in key.pem -outform DER | tail -c 32 | openssl dgst -sha256
`

/** The report as lines; those that begin with "# " are headings. */
export function reportLines(
  facts: PackFacts,
  coverage: readonly string[],
  sample: readonly (readonly string[])[],
): string[] {
  const { tenant, cid, made, from, to, control, unit, seed, events, fingerprint } = facts
  const rows = `${number(events)} ${unit}${events === 1 ? '' : 's'}`
  return [
    `# Evidence: ${control}`,
    '',
    `Company: ${tenant} (LastPass account ${cid})`,
    `Span: ${from} to ${to} (UTC)`,
    `Made: ${made}`,
    `Signed by: ${fingerprint}`,
    '',
    '# Population',
    `${rows}. Taken in: ${controlWords[control]}.`,
    '',
    '# Coverage',
    ...coverage,
    '',
    '# Sample',
    sample.length === 0
      ? `No ${unit} was drawn.`
      : `${number(sample.length)} of ${rows}, drawn by the seed ${seed}. definitions.txt says how to draw them again.`,
    ...sample.flatMap(([first = '', ...more], index) => [`${index + 1}. ${first}`, ...more]),
  ]
}

/** The report as a page for printing. */
export const reportHtml = (lines: readonly string[]): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Evidence pack</title><style>body{font:10pt sans-serif}h2{font-size:12pt;margin:12pt 0 4pt}p{margin:0 0 2pt;white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body>${lines
    .map((line) => (line.startsWith('# ') ? `<h2>${escapeHtml(line.slice(2))}</h2>` : `<p>${escapeHtml(line)}</p>`))
    .join('')}</body></html>`
