import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { saveText } from '../../files/save.ts'
import type { AppOptions } from '../../ports.ts'
import type { Batch, Case } from '../cases/case.ts'
import type { Cases } from '../cases/case-store.ts'
import type { Room } from '../context.ts'
import { type Entry, recordCsv, recordJson } from '../record/record.ts'
import { recordPage } from '../record/record-html.ts'

/** 500 leavers are some thousand printed pages. */
const mostPrinted = 500

/** Puts together what the record says of each leaver; yields now and then. */
function* gather(found: readonly Case[], counts: readonly Entry['rotation'][], cases: Cases): Generator<void, Entry[]> {
  const batches = new Map<string, Batch>()
  const entries: Entry[] = []
  for (const [index, one] of found.entries()) {
    const batch = batches.get(one.batch) ?? cases.batch(one.batch)
    batches.set(one.batch, batch)
    entries.push({
      one,
      batch,
      checks: cases.checks(one.id),
      rotation: counts[index] ?? { total: null, ticked: 0, asOf: null },
    })
    if (index % 50 === 49) yield
  }
  return entries
}

/** The handler that writes the record of leavers. */
export function createRecordHandler(
  room: () => Room,
  { saveFile, printPdf }: Pick<AppOptions, 'saveFile' | 'printPdf'>,
): HandlersOf<'leavers.record'> {
  return {
    'leavers.record': async ({ batch, cases: ids, format }, signal) => {
      if ((batch === undefined) === (ids === undefined))
        throw new Refusal('invalid', 'Say either which batch, or which cases.', { path: 'batch' })
      if (format === 'pdf' && printPdf === undefined)
        throw new Refusal(
          'not-allowed',
          'The command line tool cannot print. Take CSV or JSON, or use the application.',
          { path: 'format' },
        )
      const open = room()
      await open.progress.catchUp(signal)
      const { cases } = open
      const found =
        batch === undefined
          ? (ids ?? []).map((id) => cases.one(id))
          : await inSlices(cases.ofBatch(cases.batch(batch).id), signal)
      if (format === 'pdf' && found.length > mostPrinted)
        throw new Refusal(
          'invalid',
          `At most ${mostPrinted} people fit into one printed record. Take CSV or JSON, or choose fewer.`,
          { path: 'format' },
        )
      const counts = await open.rotations.counts(
        found.map(({ username }) => username),
        signal,
      )
      const entries = await inSlices(gather(found, counts, cases), signal)
      const notDisabled = (batch === undefined ? [] : (open.leftOuts.of(batch)?.rows ?? [])).map(
        ({ entry, reason }) => ({ line: entry.line, given: entry.given, reason }),
      )
      const made = open.time()
      const of = { tenant: open.session.record.label, made, by: open.operator().operator }
      const write = {
        csv: () => recordCsv(entries, of, notDisabled),
        json: () => recordJson(entries, of, notDisabled),
        pdf: () => recordPage(entries, of, notDisabled),
      }
      const text = await inSlices(write[format](), signal)
      const content = format === 'pdf' ? ((await printPdf?.(text)) ?? '') : text
      const saved = await saveText(saveFile, `leaver-record-${made.slice(0, 10)}.${format}`, content)
      return { ...saved, rows: entries.length }
    },
  }
}
