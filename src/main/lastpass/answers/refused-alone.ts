import { Refusal } from '../../../contract/failure.ts'
import type { LastPass } from '../client.ts'

/**
 * Does what reads with a command that LastPass may refuse alone: its answer is then the same as for a wrong hash, so a person is asked for
 * before anybody is told to enter a new one. `what`: what the command gives, as in "but not the sites of shared folders".
 * @throws Refusal `service-refused` where the hash is good
 */
export async function orRefusedAlone<T>(
  lastpass: Pick<LastPass, 'body'>,
  what: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.failure.code !== 'credential-refused') throw error
    const isGood = await lastpass.body('getuserdata', { pagesize: 1, pageindex: 0 }, signal).then(
      () => true,
      () => false,
    )
    if (!isGood) throw error
    throw new Refusal(
      'service-refused',
      `LastPass gives the people with this hash, but not ${what}. The hash is good; what is at hand stays.`,
      error.failure.details === undefined ? {} : { details: error.failure.details },
    )
  }
}
