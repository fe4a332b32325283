import { describe, expect, test } from 'vitest'
import { readPeoplePages, type Window, windowAfter } from '../../../src/main/directory/sync/people-pages.ts'
import { fc } from '../../harness/properties.ts'

/** A list of ids that is read in pages and changes whenever `edit` says so; new entries come last, as numbers only grow. */
function listOf(size: number, edit: (request: number, list: number[], add: () => void) => void, cap = 2000) {
  const list = Array.from({ length: size }, (_, id) => id)
  let highest = size
  const requests: Window[] = []
  const add = () => list.push(highest++)
  let seen = new Set<number>()
  return {
    list,
    requests,
    seen: () => [...seen].sort((a, b) => a - b),
    pages: {
      restart: async () => {
        seen = new Set()
      },
      fetch: async (window: Window) => {
        requests.push(window)
        edit(requests.length, list, add)
        const size = Math.min(window.pagesize, cap)
        const start = size * window.pageindex
        const page = { total: list.length, ids: list.slice(start, start + size) }
        return new TextEncoder().encode(JSON.stringify(page))
      },
      take: async (bytes: Uint8Array) => {
        const { total, ids } = JSON.parse(new TextDecoder().decode(bytes)) as { total: number; ids: number[] }
        const fresh = ids.filter((id) => !seen.has(id)).length
        for (const id of ids) seen.add(id)
        return { entries: ids.length, fresh, seen: seen.size, total }
      },
    },
  }
}
const still = () => {}

describe('the next page', () => {
  test('begins before the end of what was read and reaches beyond it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 300_000 }), fc.integer({ min: 5, max: 2000 }), (read, largest) => {
        const { pagesize, pageindex } = windowAfter(read, 3, largest)
        expect(pagesize).toBeLessThanOrEqual(largest)
        expect(pagesize * pageindex).toBeLessThanOrEqual(read)
        expect(pagesize * (pageindex + 1)).toBeGreaterThan(read)
      }),
    )
  })

  test('costs three per cent at most', async () => {
    for (const size of [2500, 10_000, 100_000]) {
      const service = listOf(size, still)
      expect(await readPeoplePages(service.pages)).toEqual({ held: 'still' })
      expect(service.seen()).toHaveLength(size)
      expect(
        service.requests.reduce(
          (sum, { pagesize, pageindex }) => sum + Math.min(pagesize, size - pagesize * pageindex),
          0,
        ),
      ).toBeLessThan(size * 1.02)
      expect(service.requests.length).toBeLessThanOrEqual(Math.ceil((size / 2000) * 1.03) + 1)
    }
  })
})

describe('a list that moves while it is read', () => {
  test('is read again when somebody is deleted between two pages', async () => {
    const service = listOf(2500, (request, list) => {
      if (request === 2) list.splice(10, 1)
    })
    expect(await readPeoplePages(service.pages)).toEqual({ held: 'still' })
    expect(service.seen()).toEqual(service.list)
  })

  test('is read again when one is added and one is deleted between two pages', async () => {
    const service = listOf(2500, (request, list, add) => {
      if (request !== 2) return
      list.splice(10, 1)
      add()
    })
    await readPeoplePages(service.pages)
    expect(service.seen()).toEqual(service.list)
  })

  const edit = fc.record({
    request: fc.integer({ min: 1, max: 6 }),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    count: fc.integer({ min: 1, max: 60 }),
    kind: fc.constantFrom('add', 'delete'),
  })
  test('comes out as the service has it, whatever comes and goes between the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 8, max: 120 }),
        fc.array(edit, { maxLength: 8 }),
        async (size, largest, edits) => {
          const service = listOf(size, (request, list, add) => {
            for (const { at, count, kind } of edits.filter((each) => each.request === request))
              for (let done = 0; done < count; done++) {
                if (kind === 'add') add()
                else list.splice(Math.floor(at * list.length), 1)
              }
          })
          const { held } = await readPeoplePages({ ...service.pages, largest })
          const seen = new Set(service.seen())
          // Nobody who is there is left out; who went while the last pages came may be there as read.
          if (held !== 'any') expect(service.list.filter((id) => !seen.has(id) && id < size)).toEqual([])
          if (
            held === 'still' &&
            !edits.some(({ request }) => request >= service.requests.length - Math.ceil(size / largest) - 2)
          )
            expect(service.seen()).toEqual(service.list)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('that never stands still is read so that nobody who stays is left out', async () => {
    let passed = 0
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 60, max: 400 }),
        fc.nat({ max: 12 }),
        fc.infiniteStream(fc.nat()),
        async (size, most, numbers) => {
          const service = listOf(size, (_, list, add) => {
            for (let done = numbers.next().value % (most + 1); done > 0 && list.length > 50; done--) {
              list.splice(numbers.next().value % list.length, 1)
              if (numbers.next().value % 2 === 0) add()
            }
          })
          const { held } = await readPeoplePages({ ...service.pages, largest: 40 })
          const seen = new Set(service.seen())
          if (held === 'any') passed++
          else expect(service.list.filter((id) => id < size && !seen.has(id))).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
    expect(passed).toBeLessThan(100)
  })
})

describe('a service that is odd', () => {
  test('may give fewer at once than it is asked for', async () => {
    const service = listOf(1234, still, 100)
    expect(await readPeoplePages(service.pages)).toEqual({ held: 'still' })
    expect(service.seen()).toHaveLength(1234)
  })

  test('may make its pages of another size than asked for', async () => {
    const service = listOf(5001, still)
    const fetch = ({ pageindex }: Window) => service.pages.fetch({ pagesize: 2000, pageindex })
    await readPeoplePages({ ...service.pages, fetch })
    expect(service.seen()).toEqual(service.list)
  })

  test.each([0, 1, 1999, 2000, 2001, 4000])('may have %d people', async (size) => {
    const service = listOf(size, still)
    await readPeoplePages(service.pages)
    expect(service.seen()).toHaveLength(size)
  })

  test('may say that there are more than it gives: then nothing is taken over', async () => {
    const service = listOf(2500, still)
    const take = async (bytes: Uint8Array) => ({ ...(await service.pages.take(bytes)), total: 2600 })
    await expect(readPeoplePages({ ...service.pages, take })).rejects.toThrow('2600 people but gave only 2500')
  })
})
