import { basename } from 'node:path'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { inTransaction } from '../../store/bulk.ts'
import type { Room } from '../context.ts'
import { writeJournal } from '../journal/export-file.ts'
import { verify } from '../journal/verify-chain.ts'
import { idleMs } from '../safety/safe-mode.ts'

type JournalCall =
  | 'journal.page'
  | 'journal.verify'
  | 'journal.export'
  | 'journal.acceptLoss'
  | 'errors.page'
  | 'errors.dismiss'
  | 'guards.get'
  | 'guards.set'
  | 'writing.state'
  | 'writing.enable'
  | 'writing.disable'

/** Handlers of the record, of errors that wait, of the guards and of safe mode. */
export function createJournalHandlers(room: Room): HandlersOf<JournalCall> {
  const { store, secret, journal, errors, settings, writing, allowed, actor, saveFile, service, now, witness } = room

  return {
    'journal.page': ({ group, ...filter }, signal) =>
      group === undefined ? journal.page(filter) : inSlices(journal.ofGroup(group, filter), signal),
    'journal.verify': () => verify(store, secret, witness.known()),
    'journal.export': async () => {
      const { hash, seq } = journal.head()
      const anchor = seq === 0 ? null : hash
      const name = `provost-journal-${service().cid}-${new Date(now()).toISOString().slice(0, 10)}.txt`
      const path = await saveFile(name, (file) => writeJournal(file, store, { seq, hash }))
      if (path === null) return { saved: false, file: null, anchor: null }
      journal.note('export', { entries: seq, anchor, by: actor() })
      return { saved: true, file: basename(path), anchor }
    },
    'journal.acceptLoss': async () => {
      if (!witness.pending()) throw new Refusal('conflict', 'No lost lines wait to be accepted.')
      journal.note('loss-accepted', { by: actor() })
      await witness.accept()
      room.changed('writing', 'app')
      return {}
    },
    'errors.page': ({ offset, limit }) => errors.page(offset, limit),
    'errors.dismiss': ({ ids }) => {
      errors.dismiss(ids)
      return {}
    },
    'guards.get': () => ({ ...settings.get(), protected: [...settings.get().protected], fixed: settings.fixed() }),
    'guards.set': (part) => {
      const before = settings.mine()
      const given = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
      const fixed = settings.fixed().filter((name) => Object.hasOwn(given, name))
      if (fixed.length > 0) throw new Refusal('not-allowed', `A policy of this computer fixes: ${fixed.join(', ')}.`)
      const next = { ...before, ...given }
      inTransaction(store, () => {
        settings.set(next)
        journal.append([{ kind: 'guards', data: { before, after: next, by: actor() } }])
      })
      room.changed('changes', 'journal')
      return {}
    },
    'writing.state': () => ({ enabledUntil: writing.until(), kinds: [...allowed()] }),
    'writing.enable': () => {
      const enabledUntil = writing.enable()
      journal.note('writing', {
        enabled: true,
        until: writing.latest() ?? enabledUntil,
        idleMinutes: idleMs / 60_000,
        by: actor(),
      })
      return { enabledUntil }
    },
    'writing.disable': () => {
      writing.disable()
      return {}
    },
  }
}
