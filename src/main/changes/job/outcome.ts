import type { ChangeTiming } from '../../ports.ts'
import type { Effect } from '../kinds/common/kind.ts'
import type { WorkRow } from './store/row-store.ts'

/** What becomes of a row after its account was read again, or how long to wait before reading once more. */
export type Decision =
  | { kind: 'settled'; row: WorkRow; how: 'read again' | 'answer only' | 'cannot be told' }
  | { kind: 'again'; row: WorkRow; waitMs: number }

/** 5 s: whatever asks to slow down stands in front of the service, and what it let through is done by then; the row is sent again. */
const mostBusyMs = 5000

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * Decides a row by what LastPass answered (`row.answer`; null: the process ended before an answer was noted) and by what was
 * read again at `readAt`, `since` milliseconds after the request left, however the clock was set meanwhile. Reading decides wherever it can; an answer alone is believed only where nothing can be read. Pure.
 */
export function decide(row: WorkRow, effect: Effect, readAt: number, since: number, timing: ChangeTiming): Decision {
  const { answer } = row
  const { made, words } = effect
  const time = new Date(readAt).toISOString()
  const settled = (
    outcome: WorkRow['outcome'],
    message: string,
    how: Extract<Decision, { kind: 'settled' }>['how'],
    ours = false,
  ): Decision => ({ kind: 'settled', how, row: { ...row, outcome, message, time, ours, open: false } })

  if (made === true) {
    const reading = `Read again: ${words}.`
    switch (answer) {
      case 'ok':
      case 'warn':
        return settled('confirmed', reading, 'read again', true)
      case 'unchanged':
        return settled(
          'confirmed',
          `${capital(words)}, and was already when the request came: read again.`,
          'read again',
        )
      case 'fail':
        return settled(
          'confirmed',
          `${capital(words)}: read again, although LastPass refused the request.`,
          'read again',
        )
      case 'busy':
        return settled(
          'confirmed',
          `${capital(words)}: read again, although LastPass asked to slow down.`,
          'read again',
          true,
        )
      case 'unknown':
      case null:
        return settled(
          'confirmed',
          `${capital(words)}: read again, because LastPass' answer was lost.`,
          'read again',
          true,
        )
    }
  }

  if (effect.moved)
    return settled(
      answer === 'fail' ? 'failed' : 'unknown',
      `Look at both accounts in LastPass: ${words}. ${answered(row)} It is not sent again.`,
      'cannot be told',
    )

  if (made === null) {
    switch (answer) {
      case 'ok':
        return settled('confirmed', `LastPass answered OK. It cannot be verified by reading: ${words}.`, 'answer only')
      case 'fail':
        return settled('failed', `LastPass refused it${said(row)}.`, 'answer only')
      case 'warn':
      case 'unchanged':
      case 'busy':
      case 'unknown':
      case null:
        return settled(
          'unknown',
          `Not known whether it was done: ${answer === 'warn' ? 'LastPass answered with a warning' : answer === 'busy' ? 'LastPass asked to slow down' : "LastPass' answer was lost"}, and ${words}. It is not sent again automatically.`,
          'cannot be told',
        )
    }
  }

  /** Reading is repeated with growing pauses: what is not to be seen yet has not failed. */
  const wait = (sofar: string, most = timing.settleMs): Decision | null => {
    const needed = Math.min(most, timing.settleMs)
    // A clock that was set back gives a negative time; the first pause is then waited, from now.
    const waited = Math.max(0, since)
    if (since >= needed) return null
    const message = `${sofar} It is not visible yet and will be read again.`
    return {
      kind: 'again',
      row: { ...row, message },
      waitMs: Math.min(Math.max(timing.lagMs, waited), needed - waited),
    }
  }
  switch (answer) {
    case 'fail':
    case 'warn':
      return settled('failed', `LastPass refused it${said(row)}. Read again: ${words}.`, 'read again')
    case 'ok':
    case 'unchanged':
      // A warning that names others is no error for this row, but no plain OK either: the words have to be true of both.
      return (
        wait('LastPass answered without an error for it.') ??
        settled(
          'failed',
          `Not done: read again, ${words}, ${Math.round(since / 1000)} s after LastPass answered without an error for it.`,
          'read again',
        )
      )
    case 'unknown':
      return (
        wait("LastPass' answer was lost.") ??
        settled(
          'failed',
          `Not done: read again, ${words}. LastPass' answer was lost; nothing was sent a second time.`,
          'read again',
        )
      )
    case 'busy':
      return (
        wait('LastPass asked to slow down.', mostBusyMs) ??
        settled('waiting', `LastPass asked to slow down. ${capital(`read again: ${words}`)}.`, 'read again')
      )
    case null:
      return (
        wait('Provost ended while this was under way.') ??
        settled('waiting', `Provost ended while this was under way. ${capital(`read again: ${words}`)}.`, 'read again')
      )
  }
}

function answered(row: WorkRow): string {
  switch (row.answer) {
    case 'ok':
      return 'LastPass answered OK.'
    case 'unchanged':
      return 'LastPass answered that there was nothing to change.'
    case 'warn':
      return 'LastPass answered with a warning.'
    case 'fail':
      return `LastPass refused it${said(row)}.`
    case 'busy':
      return 'LastPass asked to slow down.'
    case 'unknown':
    case null:
      return "LastPass' answer was lost."
  }
}

function said({ details }: WorkRow): string {
  const first = details?.split('\n')[0]
  return first ? `: ${first.slice(0, 300)}` : ''
}
