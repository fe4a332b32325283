import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noFigures } from '../../attack/figures.ts'
import { judge, type Look } from '../../attack/look.ts'
import { openTarget } from '../../attack/target.ts'

// What the standing attack does at random, at the places that decide most: where a file says what it holds, and in its last page.

let target: Awaited<ReturnType<typeof openTarget>>
let before: Look
beforeAll(async () => {
  target = await openTarget()
  target.restore()
  before = await target.look()
}, 120_000)
afterAll(() => target.close())

const databases = [
  'directory.db',
  'journal.db',
  'leavers.db',
  'groups.db',
  'joiners.db',
  'reviews.db',
  'scores.db',
  'streams.db',
  'audit/catalog.db',
]

describe.each(databases)('%s, altered', (name) => {
  it.each([
    ['in its list of tables', () => 3600],
    ['in its head', () => 110],
    ['in the middle', (size: number) => size / 2],
  ])(
    '%s, is told or harmless, and never a mistake in Provost',
    async (what, place) => {
      expect(before).toMatchObject({ complaints: [], internal: [] })
      target.restore()
      const bytes = target.bytes(name)
      const at = Math.floor(place(bytes.length))
      bytes[at] = (bytes[at] ?? 0) ^ 4
      target.write(name, bytes)
      const figures = noFigures(name)
      const said: string[] = []
      judge(figures, { before, after: await target.look(), files: [name], what }, (text) => said.push(text))
      expect({ ...figures, said }).toMatchObject({ tried: 1, internal: 0, silent: 0, said: [] })
    },
    60_000,
  )
})
