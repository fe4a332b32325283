import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { late } from '../cooperative/late.ts'
import { demoCredential } from '../demo/credential.ts'
import type { DemoService } from '../demo/service/service.ts'

/** The address that the demo company's client is given: loopback, and never contacted, because its fetch answers in-process. */
export const demoAddress = 'http://127.0.0.1/demo'

const Company = z.object({ people: z.int(), seed: z.int(), founded: z.number() })
const fileName = 'company.jsonl'

/**
 * The demo company of a folder: the same one at every start, with the changes made to it. The file's first line says which
 * company it is, each further line is one accepted change. While `isCutOff` says so it cannot be reached, as a company whose line is
 * lost: for training.
 */
export function openDemo(
  folder: string,
  wanted: { people: number; seed: number },
  now: () => number,
  isCutOff: () => boolean,
): Pick<DemoService, 'cid' | 'hash' | 'fetch'> {
  const file = join(folder, fileName)
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify({ ...wanted, founded: now() })}\n`, { mode: 0o600 })
  const [first, ...changes] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const company = Company.parse(JSON.parse(first ?? '{}'))
  const { cid, hash } = demoCredential(company)
  // Made when it is asked something: whoever starts has its people at hand.
  const service = late(async () => {
    const { createDemo } = await import('../demo/service/service.ts')
    return createDemo({
      ...company,
      now,
      ledger: changes.flatMap(readChange),
      onWrite: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`),
    })
  })
  return {
    cid,
    hash,
    fetch: async (...request) => {
      if (isCutOff()) throw new TypeError('fetch failed', { cause: noConnection() })
      return (await service.get()).fetch(...request)
    },
  }
}

/** What `fetch` has as the cause where nobody answers at an address. */
const noConnection = () => Object.assign(new Error('ECONNREFUSED'), { code: 'ECONNREFUSED' })

/** A line that was cut off by a crash is left out: its change was never answered. */
function readChange(line: string) {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

/** The demo company's number tells its size and seed, so that the same choice leads to the same company. */
export const demoCid = (people: number, seed: number) => `${seed}${String(people).padStart(6, '0')}`
/** The size and seed that the number of a demo company tells. */
export const demoSize = (record: { cid: string }) => ({
  people: Number(record.cid.slice(-6)),
  seed: Number(record.cid.slice(0, -6)),
})
