import { expect, test } from 'vitest'
import type { SnapshotBody } from '../../../../src/contract/scores/snapshot.ts'
import { compareSnapshots } from '../../../../src/renderer/features/scores/snapshots/compare-snapshots.ts'

const numbers = (average: number | null, day: string) => ({
  average,
  withScore: average === null ? null : 20,
  users: null,
  below: null,
  distribution: null,
  trend: average === null ? [] : [{ day, average, withScore: 20 }],
  withheld: average === null ? 'withheld' : null,
})
const body = (to: string, average: number | null, more: Partial<SnapshotBody> = {}): SnapshotBody => ({
  tenant: 'Example',
  created: `${to}T10:00:00.000Z`,
  expires: '2027-01-01T00:00:00.000Z',
  scope: { groups: [], departments: [] },
  from: to,
  to,
  people: 'hidden',
  minimumGroup: 5,
  threshold: 50,
  target: null,
  summary: numbers(average, to),
  scopes: [{ kind: 'group', name: 'Sales', ...numbers(average, to) }],
  rows: [],
  definitions: [],
  ...more,
})
const signed = (one: SnapshotBody, signedBy = 'A1') => ({ body: one, signedBy })

test('snapshots of one series stand beside each other by their days, whatever order they are opened in', () => {
  const comparison = compareSnapshots([signed(body('2026-11-15', 60)), signed(body('2026-11-08', 58))])
  expect(comparison).toMatchObject({
    refused: null,
    days: ['2026-11-08', '2026-11-15'],
    trend: [
      { day: '2026-11-08', average: 58 },
      { day: '2026-11-15', average: 60 },
    ],
    scopes: [{ name: 'Sales', averages: [58, 60] }],
  })
})

test('what one of them withholds stays withheld', () => {
  expect(compareSnapshots([signed(body('2026-11-08', 58)), signed(body('2026-11-15', null))])).toMatchObject({
    scopes: [{ name: 'Sales', averages: [58, null] }],
  })
})

test.each([
  ['another key', signed(body('2026-11-15', 60), 'B2'), /different workstations/],
  ['another company', signed(body('2026-11-15', 60, { tenant: 'Other' })), /different people/],
  [
    'another scope',
    signed(body('2026-11-15', 60, { scope: { groups: ['Sales'], departments: [] } })),
    /different people/,
  ],
  ['another minimum', signed(body('2026-11-15', 60, { minimumGroup: 3 })), /different people/],
  ['names', signed(body('2026-11-15', 60, { people: 'named', minimumGroup: null })), /different people/],
] as const)('two that %s sets apart are not compared', (_, other, words) => {
  expect(compareSnapshots([signed(body('2026-11-08', 58)), other])).toEqual({ refused: expect.stringMatching(words) })
})
