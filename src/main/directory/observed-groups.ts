/** Groups as an observation of somebody tells them, before or after; of anything else, none. */
export const observedGroups = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
