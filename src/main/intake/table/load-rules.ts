import { turn } from '../../cooperative/slices.ts'

/**
 * Loads what lists are read with, a part at a time: a quarter of all that main can do, which in one piece would hold up everything else
 * for longer than anybody should notice.
 */
export async function loadRules(): Promise<void> {
  for (const part of [
    () => import('../employment.ts'),
    () => import('../../text/addresses/find-addresses.ts'),
    () => import('../others/others-beside.ts'),
    () => import('../coming/coming-doubts.ts'),
    () => import('../asked/open-columns.ts'),
    () => import('./read-rows.ts'),
    () => import('../read-free-text.ts'),
    () => import('./read-table.ts'),
  ]) {
    await part()
    await turn()
  }
}
