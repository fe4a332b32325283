import { randomInt } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import type { EvidenceControl } from '../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import type { JournalLine } from '../../../contract/change.ts'
import { Refusal } from '../../../contract/failure.ts'
import { sliceText } from '../../changes/journal/slice-file.ts'
import { safeCell } from '../../directory/export.ts'
import type { Identity, Signer } from '../../keychain/signing-key.ts'
import type { AppOptions } from '../../ports.ts'
import type { Session } from '../../tenants/session.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import { cellsOf, columns } from '../export-events.ts'
import { gapsIn, withoutRemoved } from '../fetch/coverage.ts'
import type { AuditOperations, RowPlace } from '../protocol.ts'
import { concerns, mayConcern } from './control-actions.ts'
import { type PackedFile, type PackWriter, writePack } from './pack-file.ts'
import { plainPdf } from './plain-pdf.ts'
import { definitions, type PackFacts, reportHtml, reportLines } from './report.ts'
import { createSample, type Drawn } from './sample.ts'

export interface PackAsk {
  from: string
  to: string
  control: EvidenceControl
  sample: number
  seed?: string | number | undefined
}

interface PackOptions extends Pick<AppOptions, 'saveFile' | 'printPdf'> {
  ready: () => Promise<{ open: Session; thread: ThreadCalls<AuditOperations> }>
  identity: Identity
  now: () => number
  signal: AbortSignal
}

const slice = 2000
const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()
const spanOf = ({ first, last }: { first: number; last: number }) => ({ from: iso(first), to: iso(last) })

/** Writes an evidence pack where the person chooses, and a line into the journal. */
export async function makePack(ask: PackAsk, { ready, identity, saveFile, printPdf, now, signal }: PackOptions) {
  const { from, to, control, sample } = ask
  if (Date.parse(to) < Date.parse(from))
    throw new Refusal('invalid', 'The end lies before the beginning.', { path: 'to' })
  const seed = ask.seed ?? randomInt(1_000_000_000)
  const { open, thread } = await ready()
  const signer = await identity.need()
  const actions = (await thread.ask('actions', {}))
    .filter(({ action, category }) => mayConcern(control, action, category))
    .map(({ action }) => action)
  const coverage = await thread.ask('coverage', {})
  const { retention } = await thread.ask('choices', {})
  const missing = gapsIn(coverage.known, secondOf(from), secondOf(to))
  const clipped = withoutRemoved(missing, retention.removedBefore)
  const gaps = clipped.gaps.map(spanOf)
  const removedBefore = clipped.removedBefore === null ? null : iso(clipped.removedBefore)
  const made = new Date(now())
  const population = (each: (event: AuditEvent) => Promise<void> | void) =>
    walk(thread, { from, to, actions }, control, signal, each)
  const facts: PackFacts = {
    tenant: open.record.label,
    cid: open.record.cid,
    made: made.toISOString(),
    timeZone: open.record.timeZone,
    ...{ from, to, control, gaps, removedBefore },
    seed: String(seed),
    events: 0,
    fingerprint: signer.fingerprint,
  }
  let drawn: Drawn[] = []
  let sha256 = ''

  const path = await saveFile(nameOf(facts), async (file) => {
    const pack = writePack(file, made)
    const files: PackedFile[] = []
    const add = async (name: string, content: string | Uint8Array) =>
      void files.push(await pack.add(name, (write) => write(content)))
    const draw = createSample(String(seed), sample)
    facts.events = 0
    files.push(
      await pack.add('population.jsonl', (write) =>
        inPieces(write, async (put) => {
          await population((event) => {
            const line = JSON.stringify(event)
            draw.offer(line)
            facts.events++
            return put(`${line}\n`)
          })
        }),
      ),
    )
    files.push(
      await pack.add('population.csv', (write) =>
        inPieces(write, async (put) => {
          await put(`\ufeff${stringify([columns as unknown as string[]])}`)
          await population((event) => put(stringify([cellsOf(event).map(safeCell)])))
        }),
      ),
    )
    drawn = draw.drawn()
    await add(
      'sample.jsonl',
      drawn
        .map(({ number, line }) => `${JSON.stringify({ line: number, event: JSON.parse(line) as AuditEvent })}\n`)
        .join(''),
    )
    await add(
      'coverage.json',
      `${JSON.stringify({ from, to, fetched: coverage.known.map((span) => ({ ...spanOf(span), fetchedAt: iso(span.fetched) })), notFetched: gaps, removedBefore, answeredEmpty: coverage.unknown.map(spanOf) }, null, 2)}\n`,
    )
    await add('journal.txt', sliceText(journalLines(open, { from, to })))
    await add('definitions.txt', definitions(facts))
    const lines = reportLines(
      facts,
      drawn.map(({ line }) => JSON.parse(line) as AuditEvent),
    )
    await add('report.pdf', printPdf === undefined ? plainPdf(lines) : await printPdf(reportHtml(lines)))
    await addManifest(pack, { ...facts, sampled: drawn.length, files }, signer)
    sha256 = await pack.finish(signer)
  })
  if (path !== null)
    open.changes.note('evidence-pack', {
      control,
      from,
      to,
      events: facts.events,
      sampled: drawn.length,
      seed,
      fingerprint: signer.fingerprint,
      sha256,
    })
  return {
    path,
    events: path === null ? 0 : facts.events,
    sampled: path === null ? 0 : drawn.length,
    seed,
    fingerprint: path === null ? null : signer.fingerprint,
    sha256: path === null ? null : sha256,
  }
}

const nameOf = ({ control, from, to }: PackFacts): string =>
  `provost-evidence-${control.replace(/ /g, '-')}-${from.slice(0, 10)}-${to.slice(0, 10)}.zip`

async function addManifest(
  pack: PackWriter,
  facts: PackFacts & { sampled: number; files: PackedFile[] },
  signer: Signer,
) {
  const text = `${JSON.stringify({ provost: 'evidence-pack', version: 1, ...facts, key: Buffer.from(signer.publicKey).toString('base64') }, null, 2)}\n`
  await pack.add('manifest.json', (write) => write(text))
  const signature = Buffer.from(signer.sign(Buffer.from(text))).toString('base64')
  await pack.add('manifest.sig', (write) => write(`${signature}\n`))
}

/** Goes through the events of a control, newest first. */
async function walk(
  thread: ThreadCalls<AuditOperations>,
  filter: { from: string; to: string; actions: string[] },
  control: EvidenceControl,
  signal: AbortSignal,
  each: (event: AuditEvent) => Promise<void> | void,
): Promise<void> {
  let from: RowPlace | null = null
  do {
    if (signal.aborted) throw new Refusal('cancelled', 'The pack was cancelled. No file was written.')
    const { rows, next }: { rows: AuditEvent[]; next: RowPlace | null } = await thread.ask('rows', {
      filter,
      from,
      limit: slice,
    })
    for (const event of rows) if (concerns(control, event)) await each(event)
    from = next
  } while (from !== null)
}

/** Gathers short texts, so that a file is not written line by line. */
async function inPieces(
  write: (text: string) => Promise<void>,
  fill: (put: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const enough = 262_144
  let gathered: string[] = []
  let length = 0
  const flush = async () => {
    const text = gathered.join('')
    gathered = []
    length = 0
    await write(text)
  }
  await fill(async (text) => {
    gathered.push(text)
    length += text.length
    if (length > enough) await flush()
  })
  await flush()
}

/** The journal's lines of a span, without a gap between them. */
function journalLines(open: Session, { from, to }: { from: string; to: string }): JournalLine[] {
  const lines: JournalLine[] = []
  for (let offset = 0; ; offset += 500) {
    const page = open.changes.journal.page({ offset, limit: 500, newestFirst: false })
    for (const line of page.rows) if (lines.length > 0 || line.time >= from) lines.push(line)
    if (page.rows.length < 500 || (page.rows.at(-1)?.time ?? '') > to) break
  }
  while ((lines.at(-1)?.time ?? '') > to) lines.pop()
  return lines
}
