import type { Clock } from '../clock.ts'
import { type Company, createCompany } from '../company/company.ts'
import { createEdits, type Edits } from '../company/edits.ts'
import { createFolders, type Folders } from '../company/folders.ts'
import { createHappenings, type Happenings } from '../events/event-line.ts'
import { createEvents } from '../events/events.ts'
import { createLedger, type Ledger, type LedgerEntry } from './ledger.ts'
import type { Reads } from './readers.ts'

/** All that a service works with. */
export interface House {
  company: Company
  folders: Folders
  happenings: Happenings
  ledger: Ledger
  reads: Reads
  edit: Edits
}

/** What a company is founded from; times are epoch milliseconds. */
export interface Charter {
  people: number
  seed: number
  founded: number
  clock: Clock
  ledger: readonly LedgerEntry[]
  now: () => number
}

/** Founds a company and brings it to where its ledger left it. Pauses now and then. */
export function* found({ people, seed, founded, clock, ledger: earlier, now }: Charter): Generator<void, House> {
  const company = yield* createCompany(seed, people, Math.floor(founded / 1000))
  const folders = yield* createFolders(company.roster, company.structure)
  const happenings = createHappenings()
  const ledger = createLedger({ company, happenings })
  for (const entry of earlier) {
    ledger.replay(entry)
    yield
  }
  const events = createEvents(company, folders, happenings)
  return {
    company,
    folders,
    happenings,
    ledger,
    reads: { company, clock, folders, events },
    edit: createEdits({ company, happenings, folders, now }),
  }
}
