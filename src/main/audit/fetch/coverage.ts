import type { Cover } from '../archive/catalog.ts'

// Spans are whole seconds with both ends included, so two of them touch where one ends a second before the other begins.

/** The spans with one more: newer knowledge replaces older where they overlap. */
export function addCover(covers: readonly Cover[], added: Cover): Cover[] {
  return joinCovers([...cutCovers(covers, added.first, added.last), added])
}

/** The spans without a stretch of time: nothing is known of it any more. */
export function cutCovers(covers: readonly Cover[], first: number, last: number): Cover[] {
  return covers.flatMap((cover) => {
    if (cover.last < first || cover.first > last) return [cover]
    const before = cover.first < first ? [{ ...cover, last: first - 1 }] : []
    const after = cover.last > last ? [{ ...cover, first: last + 1 }] : []
    return [...before, ...after]
  })
}

/** Spans that touch as one. Those whose answers were empty stay apart: how far they can be believed depends on what else is known. */
function joinCovers(covers: readonly Cover[]): Cover[] {
  const joined: Cover[] = []
  for (const cover of [...covers].sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1)
    if (before !== undefined && before.last + 1 >= cover.first && before.events > 0 === cover.events > 0)
      joined[joined.length - 1] = {
        first: before.first,
        last: Math.max(before.last, cover.last),
        fetched: Math.min(before.fetched, cover.fetched),
        // Not the sum: a span that is cut in two would count its events twice, and more each time it is asked for again.
        events: Math.max(before.events, cover.events),
      }
    else joined.push(cover)
  }
  return joined
}

/** What the spans say: which were surely answered, and which may be empty only because LastPass keeps nothing so old. */
export function readCoverage(covers: readonly Cover[]): {
  known: Omit<Cover, 'events'>[]
  unknown: { first: number; last: number }[]
} {
  // An event that came without being asked for may be of any time: it says nothing of how far back LastPass keeps events.
  const oldest = covers.find(({ events }) => events > 0)?.first ?? Number.POSITIVE_INFINITY
  const isKnown = (cover: Cover) => cover.events > 0 || cover.last >= oldest
  const known: Omit<Cover, 'events'>[] = []
  for (const { first, last, fetched } of covers.filter(isKnown)) {
    const before = known.at(-1)
    if (before !== undefined && before.last + 1 >= first)
      known[known.length - 1] = {
        first: before.first,
        last: Math.max(before.last, last),
        fetched: Math.min(before.fetched, fetched),
      }
    else known.push({ first, last, fetched })
  }
  return { known, unknown: covers.filter((cover) => !isKnown(cover)).map(({ first, last }) => ({ first, last })) }
}

/** Gaps without what an admin's choice removed, of which it must not be said that it was not fetched; and up to where that is. */
export function withoutRemoved(
  gaps: readonly { first: number; last: number }[],
  removedBefore: number | null,
): { gaps: { first: number; last: number }[]; removedBefore: number | null } {
  const end = removedBefore ?? 0
  return {
    gaps: gaps.filter(({ last }) => last >= end).map(({ first, last }) => ({ first: Math.max(first, end), last })),
    removedBefore: gaps.some(({ first }) => first < end) ? end : null,
  }
}

/** What of a span is not covered. */
export function gapsIn(
  covers: readonly { first: number; last: number }[],
  first: number,
  last: number,
): { first: number; last: number }[] {
  const gaps: { first: number; last: number }[] = []
  let at = first
  for (const cover of covers) {
    if (cover.last < at || cover.first > last) continue
    if (cover.first > at) gaps.push({ first: at, last: cover.first - 1 })
    at = Math.max(at, cover.last + 1)
  }
  if (at <= last) gaps.push({ first: at, last })
  return gaps
}
