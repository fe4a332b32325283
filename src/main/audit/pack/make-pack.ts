import { randomInt } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import type { EvidenceControl } from '../../../contract/audit/audit.ts'
import type { JournalLine } from '../../../contract/change.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { SignedReview } from '../../access/review/signed-reviews.ts'
import { sliceText } from '../../changes/journal/slice-file.ts'
import { safeCell } from '../../directory/export.ts'
import type { Identity, Signer } from '../../keychain/signing-key.ts'
import type { AppOptions } from '../../ports.ts'
import type { Session } from '../../tenants/session.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import type { AuditOperations } from '../protocol.ts'
import { eventSource } from './event-source.ts'
import { type PackedFile, type PackWriter, writePack } from './pack-file.ts'
import { plainPdf } from './plain-pdf.ts'
import { definitions, type PackFacts, reportHtml, reportLines } from './report.ts'
import { reviewSource } from './review-source.ts'
import { createSample, type Drawn } from './sample.ts'

export interface PackAsk {
  from: string
  to: string
  control: EvidenceControl
  sample: number
  seed?: string | number | undefined
}

/** The access reviews that were signed in a span of time. */
export type ReadSignedReviews = (span: { from: string; to: string }, signal: AbortSignal) => Promise<SignedReview[]>

interface PackOptions extends Pick<AppOptions, 'saveFile' | 'printPdf'> {
  ready: () => Promise<{ open: Session; thread: ThreadCalls<AuditOperations> }>
  identity: Identity
  signedReviews: ReadSignedReviews
  now: () => number
  signal: AbortSignal
}

/** Writes an evidence pack where the person chooses, and a line into the journal. */
export async function makePack(
  ask: PackAsk,
  { ready, identity, signedReviews, saveFile, printPdf, now, signal }: PackOptions,
) {
  const { from, to, control, sample } = ask
  if (Date.parse(to) < Date.parse(from))
    throw new Refusal('invalid', 'The end lies before the beginning.', { path: 'to' })
  const seed = ask.seed ?? randomInt(1_000_000_000)
  const { open, thread } = await ready()
  const signer = await identity.need()
  const source =
    control === 'access review'
      ? reviewSource(await signedReviews({ from, to }, signal), signal)
      : await eventSource(thread, { from, to, control, timeZone: open.record.timeZone }, signal)
  const made = new Date(now())
  const facts: PackFacts = {
    tenant: open.record.label,
    cid: open.record.cid,
    made: made.toISOString(),
    timeZone: open.record.timeZone,
    ...{ from, to, control, unit: source.unit },
    seed: String(seed),
    events: 0,
    fingerprint: signer.fingerprint,
    key: Buffer.from(signer.publicKey).toString('base64'),
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
          await source.walk(({ json }) => {
            draw.offer(json)
            facts.events++
            return put(`${json}\n`)
          })
        }),
      ),
    )
    files.push(
      await pack.add('population.csv', (write) =>
        inPieces(write, async (put) => {
          await put(`\ufeff${stringify([[...source.head]])}`)
          await source.walk(({ cells }) => put(stringify([cells.map(safeCell)])))
        }),
      ),
    )
    drawn = draw.drawn()
    await add(
      'sample.jsonl',
      drawn
        .map(({ number, line }) => `${JSON.stringify({ line: number, [source.unit]: JSON.parse(line) as unknown })}\n`)
        .join(''),
    )
    await add('coverage.json', `${JSON.stringify({ from, to, ...source.coverage }, null, 2)}\n`)
    await add('journal.txt', sliceText(journalLines(open, { from, to })))
    await add('definitions.txt', definitions(facts))
    const lines = reportLines(
      facts,
      source.coverageLines,
      drawn.map(({ line }) => source.printed(line)),
    )
    await add('report.pdf', printPdf === undefined ? plainPdf(lines) : await printPdf(reportHtml(lines)))
    await addManifest(pack, { ...facts, ...source.facts, sampled: drawn.length, files }, signer)
    sha256 = await pack.finish(signer)
  })
  if (path !== null)
    open.changes.note('evidence-pack', {
      control,
      from,
      to,
      events: facts.events,
      ...(source.reviews === null ? {} : { reviews: source.reviews }),
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
    reviews: path === null ? null : source.reviews,
  }
}

const nameOf = ({ control, from, to }: PackFacts): string =>
  `provost-evidence-${control.replace(/ /g, '-')}-${from.slice(0, 10)}-${to.slice(0, 10)}.zip`

async function addManifest(
  pack: PackWriter,
  facts: PackFacts & { sampled: number; files: PackedFile[] },
  signer: Signer,
) {
  const text = `${JSON.stringify({ provost: 'evidence-pack', version: 1, ...facts }, null, 2)}\n`
  await pack.add('manifest.json', (write) => write(text))
  const signature = Buffer.from(signer.sign(Buffer.from(text))).toString('base64')
  await pack.add('manifest.sig', (write) => write(`${signature}\n`))
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

/** The journal's lines of a span, both its seconds taken in, without a gap between them. */
function journalLines(open: Session, { from, to }: { from: string; to: string }): JournalLine[] {
  const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)
  const [first, last] = [secondOf(from), secondOf(to)]
  const isAfter = (line: JournalLine | undefined): boolean => line !== undefined && secondOf(line.time) > last
  const lines: JournalLine[] = []
  for (let offset = 0; ; offset += 500) {
    const page = open.changes.journal.page({ offset, limit: 500, newestFirst: false })
    for (const line of page.rows) if (lines.length > 0 || secondOf(line.time) >= first) lines.push(line)
    if (page.rows.length < 500 || isAfter(page.rows.at(-1))) break
  }
  while (isAfter(lines.at(-1))) lines.pop()
  return lines
}
