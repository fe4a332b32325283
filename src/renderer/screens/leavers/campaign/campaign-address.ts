/** Folders that nobody who can log in administers: in main an empty name, which an address cannot hold. */
const nobody = '(nobody)'

/** What a row is called in the address of the screen. */
export const idInAddress = (id: string): string => (id === '' ? nobody : id)
/** The same back. */
export const idFromAddress = (id: string): string => (id === nobody ? '' : id)
