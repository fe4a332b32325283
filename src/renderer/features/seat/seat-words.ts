import type { Seat } from '../../../contract/model.ts'

/** What each seat is called, and what it may. */
export const seatWords: Readonly<Record<Seat, { label: string; meaning: string }>> = {
  admin: { label: 'Admin seat', meaning: 'Sees everything, changes everything that the API can change.' },
  'help-desk': {
    label: 'Help desk seat',
    meaning: 'Sees people, groups and folders; sends only the changes listed. No settings of the company.',
  },
  manager: {
    label: 'Manager seat',
    meaning:
      'Sees the scores of the company, or of some departments and groups, and nobody’s account; opens snapshots. Changes nothing.',
  },
}
