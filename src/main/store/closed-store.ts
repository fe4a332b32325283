import type Database from 'libsql'
import { Refusal } from '../../contract/failure.ts'

type Run = (...given: unknown[]) => unknown
type Methods<Name extends string> = Record<Name, Run>

const closedOnes = new WeakSet<Database.Database>()

/** Whether a transaction is open on a connection that was not closed: the driver ends the process where one that was is asked. */
export const isInTransaction = (store: Database.Database): boolean => !closedOnes.has(store) && store.inTransaction

/**
 * Has a connection refuse whatever is asked of it after it was closed, its statements and what they go through included: the driver
 * would end the whole process over it. Closing twice is closing once. Test: test/main/store/closed-store.test.ts.
 */
export function refuseAfterClose(store: Database.Database): void {
  let closed = false
  const refuse = () => {
    if (closed) throw new Refusal('not-connected', 'The company was closed.')
  }
  const refusing = <Name extends string>(of: Methods<Name>, names: readonly Name[]) => {
    for (const name of names) {
      const run = of[name].bind(of)
      of[name] = (...given) => {
        refuse()
        return run(...given)
      }
    }
  }
  const close = store.close.bind(store)
  const prepare = store.prepare.bind(store)
  store.close = (() => {
    if (closed) return store
    closed = true
    closedOnes.add(store)
    return close()
  }) as typeof store.close
  refusing(store as unknown as Methods<'exec' | 'interrupt'>, ['exec', 'interrupt'])
  store.prepare = ((sql: string) => {
    refuse()
    const statement = prepare(sql)
    refusing(statement as unknown as Methods<'run' | 'get' | 'all'>, ['run', 'get', 'all'])
    const iterate = statement.iterate.bind(statement)
    statement.iterate = ((...given: unknown[]) => watched(iterate(...given), refuse)) as typeof statement.iterate
    return statement
  }) as typeof store.prepare
}

function watched(rows: IterableIterator<unknown>, refuse: () => void): IterableIterator<unknown> {
  return {
    next() {
      refuse()
      return rows.next()
    },
    return: (value?: unknown) => rows.return?.(value) ?? { done: true, value },
    [Symbol.iterator]() {
      return this
    },
  }
}
