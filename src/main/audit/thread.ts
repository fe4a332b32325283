import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { actionKey } from '../../contract/audit/action-names.ts'
import { Refusal } from '../../contract/failure.ts'
import { giveBack } from '../threads/give-back.ts'
import { answerCalls } from '../threads/thread-calls.ts'
import { type Archive, openArchive } from './archive/archive.ts'
import { createAmbiguous } from './events/ambiguous-time.ts'
import { usualCategory } from './events/categories.ts'
import { createEventClock, type EventClock } from './events/event-clock.ts'
import type { ExportPart } from './export-events.ts'
import { readCoverage } from './fetch/coverage.ts'
import { createIngest, type Ingest } from './fetch/ingest.ts'
import { createFindings, type Findings } from './findings/findings.ts'
import { type OutgoingView, tallyHours } from './outgoing/tally.ts'
import { unsentOf } from './outgoing/unsent.ts'
import type { AuditOperations } from './protocol.ts'
import { createHelper, type Helper } from './query/helper/helper.ts'
import { createQuestions, type Questions } from './query/questions.ts'
import { createChoices } from './settings/choices.ts'

// The archive's thread: reads answers, keeps events and goes through them. Main only asks.

interface Opened {
  archive: Archive
  questions: Questions
  helper: Helper | null
  ingest: Ingest
  findings: Findings
  outgoing: OutgoingView
}

/** Beside this file where it is built. */
const helperFile = new URL(
  import.meta.url.endsWith('.ts') ? 'query/helper/helper-thread.ts' : 'audit-helper.js',
  import.meta.url,
)

let open: Opened | null = null
function opened(): Opened {
  if (open === null) throw new Refusal('not-connected', 'No company is open.')
  return open
}

/** Work with pauses, in which the thread answers others. It ends when the archive is closed. */
async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  const { archive } = opened()
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await new Promise((resolve) => setImmediate(resolve))
    if (open?.archive !== archive) throw new Refusal('not-connected', 'The company was closed.')
  }
}

const handlers: {
  [O in keyof AuditOperations]: (
    ask: AuditOperations[O]['ask'],
  ) => AuditOperations[O]['answer'] | Promise<AuditOperations[O]['answer']>
} = {
  open({ folder, key }) {
    const archive = openArchive(folder, key, undefined, () => parentPort?.postMessage({ told: 'damaged' }))
    const helper = createHelper({ file: helperFile })
    const questions = createQuestions(archive, createAmbiguous(archive.zone), helper)
    let clock: { zone: string; of: EventClock } | null = null
    const clockNow = (): EventClock => {
      const zone = archive.zone() ?? 'UTC'
      if (clock?.zone !== zone) clock = { zone, of: createEventClock(zone) }
      return clock.of
    }
    open = {
      archive,
      questions,
      helper,
      ingest: createIngest(archive),
      findings: createFindings(archive),
      outgoing: { archive, actions: questions.actions, clock: clockNow },
    }
    return { lost: archive.lost, openings: archive.catalog.openings, wasSetAside: archive.catalog.wasSetAside }
  },
  status() {
    const { archive } = opened()
    const entries = archive.entries()
    return {
      events: entries.reduce((sum, { rows }) => sum + rows, 0),
      first: entries[0]?.first ?? null,
      last: entries.at(-1)?.last ?? null,
      unreadable: archive.catalog.rawCount(),
      damaged: archive.catalog.damaged().map(({ first, last }) => ({ first, last })),
      zone: archive.zone(),
    }
  },
  zone({ zone }) {
    opened().archive.setZone(zone)
    return {}
  },
  begin(ask) {
    opened().ingest.begin(ask)
    return {}
  },
  page: (ask) => opened().ingest.page(ask),
  commit: (ask) => opened().ingest.commit(ask),
  rows: ({ filter, from, limit }) => opened().questions.rows(filter, from, limit),
  async lines({ filter, from, limit, format }) {
    // Read when it is first wanted, as below.
    const { csvOf, jsonLinesOf } = await import('./export-events.ts')
    const { questions } = opened()
    const written = <R>({ rows, next }: { rows: R[]; next: ExportPart['next'] }, text: (rows: R[]) => string) => ({
      bytes: encoder.encode(text(rows)),
      rows: rows.length,
      next,
    })
    return format === 'csv'
      ? written(questions.bareRows(filter, from, limit), csvOf)
      : written(questions.rows(filter, from, limit), jsonLinesOf)
  },
  actions: () => opened().questions.actions(),
  query: ({ filter, offset, limit }) => opened().questions.page(filter, { offset, limit }),
  facet: ({ filter, facet, search, limit }) => opened().questions.facet(filter, facet, search, limit),
  histogram: ({ filter, buckets }) => opened().questions.histogram(filter, buckets),
  coverage() {
    const { archive } = opened()
    return readCoverage(archive.catalog.covers())
  },
  categorise({ action, category }) {
    const { archive } = opened()
    archive.catalog.categorise(actionKey(action), category)
    return { category: category ?? usualCategory(action) }
  },
  findings: (ask) => inSlices(opened().findings.page(ask)),
  muteAll: (ask) => inSlices(opened().findings.muteAll(ask)),
  mute: (ask) => inSlices(opened().findings.mute(ask)),
  rules: () => opened().findings.settings(),
  setRules({ settings }) {
    opened().findings.setSettings(settings)
    return {}
  },
  preview: (ask) => inSlices(opened().findings.preview(ask)),
  tally: (ask) => inSlices(tallyHours(opened().outgoing, ask)),
  unsent: (ask) => inSlices(unsentOf(opened().outgoing, opened().questions, ask)),
  ...createChoices(() => opened().archive),
  async checkPack({ bytes }) {
    // Read when it is first wanted: a thread that answers for an archive does without.
    const { checkPack } = await import('./pack/check-pack.ts')
    const pack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return { ...checkPack(pack), sha256: createHash('sha256').update(pack).digest('hex') }
  },
  close() {
    open?.helper?.close()
    open?.archive.close()
    open = null
    return {}
  },
}

const encoder = new TextEncoder()

/** Something large was done since memory was last given back. */
let worked = false
if (parentPort !== null)
  answerCalls<AuditOperations>(parentPort, handlers, {
    transfer: (answer) =>
      answer !== null && typeof answer === 'object' && 'bytes' in answer
        ? [(answer as ExportPart).bytes.buffer as ArrayBuffer]
        : [],
    after(operation) {
      worked ||= operation === 'open' || operation === 'commit'
    },
    rest() {
      open?.questions.rest()
      if (worked) {
        open?.helper?.rest()
        giveBack()
      }
      worked = false
    },
  })
