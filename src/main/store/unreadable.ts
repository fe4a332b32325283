/** Why a database file cannot be used; the caller decides what happens to it. */
export class UnreadableStore extends Error {}

/** One row of a store says what it cannot say; the rest may be as it was written. */
export class GarbledRow extends UnreadableStore {}
