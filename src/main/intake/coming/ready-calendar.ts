import { readyMonths } from '../dates.ts'
import { isTold } from '../others/leaving-words.ts'
import { coming } from './coming-phrases.ts'

/**
 * Makes what lists are read with from the calendars of all languages, which the first list would wait for in one go: some 100 ms. Yields
 * in between.
 */
export function* readyCalendar(): Generator<void, void> {
  yield* readyMonths()
  isTold('')
  yield
  coming()
  yield
}
