/** Why a database file cannot be used; the caller decides what happens to it. */
export class UnreadableStore extends Error {}
