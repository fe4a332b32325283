import type { SnapshotBody } from '../../../src/contract/scores/snapshot.ts'

/** What a small snapshot of a whole company holds; it ends on 26 December 2026. */
export const snapshotBody: SnapshotBody = {
  tenant: 'Example Ltd',
  created: '2026-11-26T08:00:00.000Z',
  expires: '2026-12-26T08:00:00.000Z',
  scope: { groups: [], departments: [] },
  from: '2026-11-01',
  to: '2026-11-26',
  people: 'hidden',
  minimumGroup: 5,
  threshold: 50,
  target: null,
  summary: {
    average: 61.5,
    withScore: 12,
    users: 12,
    below: 5,
    distribution: null,
    trend: [],
    withheld: null,
  },
  scopes: [],
  rows: [],
  definitions: [],
}
