import type { TestTenant } from './application.ts'

/** Whom a list of leavers takes without a question, each once, sorted by address. */
export async function takenFrom(tenant: TestTenant, text: string): Promise<string[]> {
  const { rows } = await tenant.call('leavers.match', { text })
  return [
    ...new Set(rows.flatMap(({ result, username }) => (result === 'matched' && username !== null ? [username] : []))),
  ].sort()
}
