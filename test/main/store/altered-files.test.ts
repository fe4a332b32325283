import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTarget } from '../../attack/altered-bytes.ts'

// What the standing attack does at random, at the places that decide most: where a file says what it holds, and in its last page.

let target: Awaited<ReturnType<typeof openTarget>>
beforeAll(async () => {
  target = await openTarget()
}, 120_000)
afterAll(() => target.close())

const databases = [
  'directory.db',
  'journal.db',
  'leavers.db',
  'groups.db',
  'joiners.db',
  'scores.db',
  'audit/catalog.db',
]

describe.each(databases)('%s, altered', (name) => {
  it.each([
    ['in its list of tables', () => 3600],
    ['in its head', () => 110],
    ['in the middle', (size: number) => size / 2],
  ])(
    '%s, is told or harmless, and never a mistake in Provost',
    async (_, place) => {
      target.restore()
      const before = await target.look()
      expect(before).toMatchObject({ told: false, internal: 0 })
      target.restore()
      const bytes = target.bytes(name)
      const at = Math.floor(place(bytes.length))
      bytes[at] = (bytes[at] ?? 0) ^ 4
      writeFileSync(target.file(name), bytes)
      const after = await target.look()
      const same = [...before.answers].every(([call, answer]) => after.answers.get(call) === answer)
      expect({ internal: after.internal, silent: !after.told && !same }).toEqual({ internal: 0, silent: false })
    },
    60_000,
  )
})
