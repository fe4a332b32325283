import { describe, expect, it } from 'vitest'
import { createGathering, type Reading } from '../../../src/main/directory/sync/gathering.ts'
import { createStaging, type Staging } from '../../../src/main/directory/sync/staging.ts'
import { fc } from '../../harness/properties.ts'

const bytes = (answer: unknown) => new TextEncoder().encode(JSON.stringify(answer))

const anyPage = fc
  .record({
    ids: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
    fullname: fc.constantFrom('', 'Ann', 'Ben'),
    invited: fc.uniqueArray(fc.constantFrom('new@example.com', 'p3@example.com'), { maxLength: 1 }),
  })
  .map(({ ids, fullname, invited }) =>
    bytes({
      total: 9,
      count: ids.length,
      invited,
      Users: Object.fromEntries(
        ids.map((id) => [
          id,
          { username: `p${id}@example.com`, fullname, disabled: id % 2 === 0, admin: false, last_login: '' },
        ]),
      ),
    }),
  )
const anyFolders = fc
  .constantFrom('Vault', 'Keys')
  .map((name) =>
    bytes({ 1: { id: '1', sharedfoldername: name, deleted: false, users: [{ username: 'p1@example.com' }] } }),
  )
const anyReading = fc.record({
  zone: fc.constantFrom('UTC', 'Europe/Paris'),
  pages: fc.array(anyPage, { maxLength: 4 }),
  folders: anyFolders,
})
type Given = { zone: string; pages: Uint8Array[]; folders: Uint8Array }

const feed = (staging: Staging, { pages, folders }: Given) => [
  ...pages.map((page) => staging.addUsers(page)),
  staging.addFolders(folders),
]
const readingOf = (given: Given): Reading => {
  const gathering = createGathering(given.zone, null)
  feed(gathering, given)
  gathering.finish()
  return gathering.reading()
}
const shown = (staging: Staging) => {
  const { people, groups, folders, problems } = staging.finish()
  return { people: [...people], groups: [...groups], folders, problems }
}

describe('a reading after another', () => {
  it('counts and leads to the same as one that knows of no other, whatever differs between the two', () => {
    fc.assert(
      fc.property(
        anyReading,
        anyReading,
        fc.array(fc.nat(3), { maxLength: 4 }),
        fc.boolean(),
        (first, other, kept, keepFolders) => {
          // Some pages are those of the reading before, at their place or elsewhere.
          const next: Given = {
            zone: keepFolders ? first.zone : other.zone,
            pages: other.pages.map((page, at) => first.pages[kept[at] ?? -1] ?? page),
            folders: keepFolders ? first.folders : other.folders,
          }
          const plain = createStaging(next.zone)
          const gathering = createGathering(next.zone, readingOf(first))
          expect(feed(gathering, next)).toEqual(feed(plain, next))
          expect(gathering.has('p1@example.com')).toBe(plain.has('p1@example.com'))
          expect(gathering.knows('3')).toBe(plain.knows('3'))
          expect(shown(gathering)).toEqual(shown(plain))
          expect(readingOf(next)).toEqual(gathering.reading())
        },
      ),
    )
  })

  it('is the same only where every page is, in the same zone, and none is missing or more', () => {
    fc.assert(
      fc.property(anyReading, anyReading, (first, other) => {
        const again = (given: Given) => {
          const gathering = createGathering(given.zone, readingOf(first))
          feed(gathering, given)
          return gathering.same()
        }
        expect(again(first)).toEqual({ people: new Map(), reading: readingOf(first) })
        if (JSON.stringify(first) === JSON.stringify(other)) expect(again(other)?.people.size).toBe(0)
        if (JSON.stringify(first.folders) !== JSON.stringify(other.folders)) expect(again(other)).toBeNull()
        expect(again({ ...first, pages: [...first.pages, bytes({ total: 9, count: 0, Users: {} })] })).toBeNull()
        expect(again({ ...first, zone: 'Asia/Kolkata' })).toBeNull()
        if (first.pages.length > 0) expect(again({ ...first, pages: first.pages.slice(1) })).toBeNull()
        const cut = createGathering(first.zone, readingOf(first))
        for (const page of first.pages) cut.addUsers(page)
        expect(cut.same()).toBeNull()
      }),
    )
  })
})
