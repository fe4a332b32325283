import { Refusal } from '../../contract/failure.ts'
import { explain } from '../store/open.ts'

/** Takes the steps by which a company is closed, also where the disk lets none of them write: nothing is left open then. @throws another fault, at the end */
export async function inOrder(steps: readonly (() => unknown)[]): Promise<void> {
  const faults: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      if (!(explain(error) instanceof Refusal)) faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}
