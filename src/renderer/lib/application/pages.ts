import type { QueryObserverResult } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Input, Output, ReadName } from '../../../contract/calls.ts'
import type { Failure } from '../../../contract/failure.ts'
import { useAnswers } from './answers.ts'
import { call, failureOf } from './client.ts'
import { queryClient, reading } from './queries.ts'

/** Rows that cross the seam in one call: a few windows full, so that a search is answered before the next letter. */
export const pageSize = 100
/** Pages out of sight are forgotten after this long, so that scrolling through 100,000 rows does not pile them up. */
const forgetMs = 15_000
/** More rows than this are not read one by one for a range; "all that match" says it better. */
export const longestRange = 2000

type PagedRead = { [C in ReadName]: Output<C> extends { rows: unknown[]; total: number } ? C : never }[ReadName]
type Row<C extends PagedRead> = Output<C>['rows'][number]
type Question<C extends PagedRead> = Omit<Input<C>, 'offset' | 'limit'>

/** A list of any length of which only the pages near the visible rows are in memory. */
export interface Pages<R> {
  /** How many rows there are; null until the first answer. */
  total: number | null
  /** When the rows were read from LastPass. */
  asOf: string | null
  /** One row, or undefined when its page is not here yet. */
  row(index: number): R | undefined
  failure: Failure | null
  /** True while what is shown still answers the question before. */
  stale: boolean
  /** Tells which rows are visible. */
  onRange(first: number, last: number): void
  /** Rows from `first` up to and with `last`, read where necessary; null when there are too many. */
  between(first: number, last: number): Promise<R[] | null>
  retry(): void
}

/** So many rows before they come into view they are asked for: a quarter of a second of fast scrolling. */
const margin = pageSize / 2
const firstPage = (first: number): number => Math.max(0, Math.floor((first - margin) / pageSize))
const pageAfter = (last: number): number => Math.floor((last + margin) / pageSize)

/** Which pages are needed for these rows: theirs, and a neighbour once it is near. */
export function pagesFor(first: number, last: number, total: number | null): number[] {
  const lastPage = total === null ? 0 : Math.max(0, Math.ceil(total / pageSize) - 1)
  const from = firstPage(first)
  const to = Math.min(lastPage, pageAfter(last))
  const pages: number[] = []
  for (let page = Math.min(from, lastPage); page <= to; page += 1) pages.push(page)
  return pages
}

interface Snapshot<R> {
  total: number
  asOf: string | null
  pages: Map<number, R[]>
}

/** How one page of a list is read. */
function pageRead<C extends PagedRead>(name: C, question: Question<C>, page: number) {
  const input = { ...question, offset: page * pageSize, limit: pageSize } as Input<C>
  return { ...reading(name, input), gcTime: forgetMs }
}

/** As many rows as main gives in one call. */
const mostRows = 500

/** All rows of a list, read part by part; for what is counted in thousands, and shown nowhere row by row. */
export async function readAll<C extends PagedRead>(
  name: C,
  question: Question<C>,
  signal?: AbortSignal,
): Promise<Row<C>[]> {
  const all: Row<C>[] = []
  for (;;) {
    const { rows, total } = await call(name, { ...question, offset: all.length, limit: mostRows } as Input<C>, signal)
    all.push(...(rows as Row<C>[]))
    if (rows.length === 0 || all.length >= total) return all
  }
}

/** Asks for the first page of what will be shown next; settles when it is here, or cannot be had. */
export const askAhead = <C extends PagedRead>(name: C, question: Question<C>): Promise<void> =>
  queryClient.prefetchQuery(pageRead(name, question, 0))

/** Reads a list by pages; a changed question keeps the old rows on screen until the new ones are here. */
export function usePages<C extends PagedRead>(name: C, question: Question<C>, enabled = true): Pages<Row<C>> {
  const key = `${name} ${JSON.stringify(question)}`
  const [range, setRange] = useState({ key, first: 0, last: 0 })
  const visible = range.key === key ? range : { first: 0, last: 0 }
  const snapshot = useRef<{ key: string; now: Snapshot<Row<C>> } | null>(null)
  const known = snapshot.current?.key === key ? snapshot.current.now.total : null
  const wanted = pagesFor(visible.first, visible.last, known)

  const options = (page: number) => ({ ...pageRead(name, question, page), enabled })
  const results = useAnswers(wanted.map(options)) as QueryObserverResult<Output<C>>[]

  const current = collect<Row<C>>(wanted, results)
  if (current) snapshot.current = { key, now: current }
  const shown = snapshot.current?.now ?? null
  const stale = snapshot.current !== null && snapshot.current.key !== key
  const failed = results.find((result) => result.error !== null)

  const told = useRef(range)
  const onRange = useCallback(
    (first: number, last: number) => {
      // Another question begins at its first page, without being told.
      const { first: from, last: to } = told.current.key === key ? told.current : { first: 0, last: 0 }
      if (firstPage(from) === firstPage(first) && pageAfter(to) === pageAfter(last)) return
      told.current = { key, first, last }
      setRange(told.current)
    },
    [key],
  )
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  const between = useCallback(async (first: number, last: number): Promise<Row<C>[] | null> => {
    if (last - first + 1 > longestRange) return null
    const rows: Row<C>[] = []
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      const answer = await queryClient.ensureQueryData(latest.current(page))
      rows.push(...answer.rows.slice(Math.max(0, first - page * pageSize), last - page * pageSize + 1))
    }
    return rows
  }, [])
  const retry = useCallback(() => void queryClient.refetchQueries({ queryKey: [name] }), [name])

  return useMemo(
    () => ({
      total: shown?.total ?? null,
      asOf: shown?.asOf ?? null,
      row: (index: number) => shown?.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
      failure: failed ? failureOf(failed.error) : null,
      stale,
      onRange,
      between,
      retry,
    }),
    [shown, failed, stale, onRange, between, retry],
  )
}

function collect<R>(
  wanted: number[],
  results: { data: { rows: unknown[]; total: number; asOf?: string | null } | undefined }[],
): Snapshot<R> | null {
  const pages = new Map<number, R[]>()
  let total: number | null = null
  let asOf: string | null = null
  for (const [at, page] of wanted.entries()) {
    const data = results[at]?.data
    if (!data) continue
    pages.set(page, data.rows as R[])
    total = data.total
    asOf = data.asOf ?? null
  }
  return total === null ? null : { total, asOf, pages }
}
