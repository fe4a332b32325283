import { type EventWindow, peopleIn } from './finding.ts'

/** A stretch of time in which an account was disabled; `said`: the action that says so, null: a reading of the directory does. */
export interface DisabledSpan {
  from: number
  to: number
  said: string | null
}

/** When accounts were disabled, by what is known. */
export function disabledSpans(window: EventWindow): Map<string, DisabledSpan[]> {
  const turns = [
    ...window.of('disabled').map((event) => ({ event, isDisabled: true })),
    ...window.of('enabled').map((event) => ({ event, isDisabled: false })),
  ].sort((a, b) => a.event.time - b.event.time)
  const spans = new Map<string, DisabledSpan[]>()
  for (const { event, isDisabled } of turns)
    for (const person of peopleIn(event.parsed)) {
      const known = spans.get(person) ?? []
      const last = known.at(-1)
      const isOpen = last !== undefined && last.to === Number.POSITIVE_INFINITY
      if (isDisabled && !isOpen)
        spans.set(person, [...known, { from: event.time, to: Number.POSITIVE_INFINITY, said: event.action }])
      else if (!isDisabled && isOpen) last.to = event.time
    }
  for (const [person, since] of window.disabledSince)
    if (spans.get(person)?.at(-1)?.to !== Number.POSITIVE_INFINITY)
      spans.set(person, [...(spans.get(person) ?? []), { from: since, to: Number.POSITIVE_INFINITY, said: null }])
  return spans
}
