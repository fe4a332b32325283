import { Refusal } from '../../../../contract/failure.ts'
import { inSlices } from '../../../cooperative/slices.ts'
import { inTransaction } from '../../../store/bulk.ts'
import type { Room } from '../../context.ts'
import type { Entry } from '../../journal/journal.ts'
import type { Row } from '../evaluate.ts'
import type { PlanRecord } from './plan-store.ts'

/** Plans on which something can still be done, and who is at them. */
export interface Pending {
  /** @throws Refusal `conflict` when the plan is being sent, was sent or discarded */
  get(id: string): PlanRecord
  /** Sends a plan: nothing is altered in it meanwhile. */
  send<T>(id: string, work: (plan: PlanRecord) => Promise<T>): Promise<T>
  /** Works out what becomes of some rows and writes it: the rows, the plan and the line of the journal stand together, or none does. */
  alter<T extends Alteration>(id: string, work: () => Promise<T>): Promise<T & { plan: PlanRecord }>
}

/** What is to be written of a plan; without rows nothing is. */
export interface Alteration {
  rows: readonly Row[]
  renew: (plan: PlanRecord) => PlanRecord
  entry: (plan: PlanRecord) => Entry | null
}

export function createPending({ plans, journal, store }: Pick<Room, 'plans' | 'journal' | 'store'>): Pending {
  const sending = new Set<string>()
  const altering = new Set<string>()

  function get(id: string): PlanRecord {
    const plan = plans.get(id)
    if (sending.has(id)) throw new Refusal('conflict', 'This plan is being sent. Look at the jobs.')
    if (plan.state === 'open' || plan.state === 'kept') return plan
    throw new Refusal(
      'conflict',
      plan.state === 'applied' ? 'This plan was already sent.' : 'This plan was discarded. Preview the changes again.',
    )
  }

  async function busy<T>(who: Set<string>, id: string, work: () => Promise<T>): Promise<T> {
    who.add(id)
    try {
      return await work()
    } finally {
      who.delete(id)
    }
  }

  return {
    get,
    async send(id, work) {
      const plan = get(id)
      return busy(sending, id, () => work(plan))
    },
    async alter(id, work) {
      get(id)
      if (altering.has(id)) throw new Refusal('conflict', 'This plan is being edited. Try again in a moment.')
      return busy(altering, id, async () => {
        const alteration = await work()
        const { rows, renew, entry } = alteration
        if (rows.length === 0) return { ...alteration, plan: get(id) }
        try {
          await inSlices(plans.prepareRows(id, rows))
          // Reading and preparing took turns with other calls: it may be on its way by now.
          const plan = renew(get(id))
          const line = entry(plan)
          inTransaction(store, () => {
            plans.takePrepared(id)
            plans.update(plan)
            if (line !== null) journal.append([line])
          })
          return { ...alteration, plan }
        } catch (error) {
          plans.dropPrepared(id)
          throw error
        }
      })
    },
  }
}
