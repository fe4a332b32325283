/** How people stand in a snapshot, with what it means for the rest. */
export const peopleChoices = [
  { value: 'hidden', label: 'Hidden: numbers about too few people are withheld' },
  { value: 'pseudonyms', label: 'Pseudonyms: a score each, no names; the rest as if hidden' },
  { value: 'named', label: 'Named: everybody with their score, nothing withheld' },
]
