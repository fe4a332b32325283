import { turn } from '../../cooperative/slices.ts'

// What lists are read with is a quarter of all that main can do. In one piece its loading would hold up everything else for longer than
// anybody should notice.

type Part = () => Promise<unknown>

async function inTurn(parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    await part()
    await turn()
  }
}

const rules: readonly Part[] = [
  () => import('../employment/employment.ts'),
  () => import('../../text/addresses/find-addresses.ts'),
  () => import('../others/others-beside.ts'),
  () => import('../asked/open-columns.ts'),
]
const readers: readonly Part[] = [
  () => import('../coming/coming-doubts.ts'),
  () => import('./read-rows.ts'),
  () => import('../read-free-text.ts'),
  () => import('./read-table.ts'),
  () => import('./table-delimiter.ts'),
]

/** Loads what rooms know of lists, a part at a time. */
export const loadRules = (): Promise<void> => inTurn(rules)
/** Loads what reads lists as well. */
export const loadReaders = (): Promise<void> => inTurn([...rules, ...readers])
