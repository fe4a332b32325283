import { createNameIndex, type NameIndex } from '../directory/name-index.ts'
import type { Reads } from '../directory/reads.ts'
import { createDirectory, type Directory } from './offers.ts'

/** Everybody of one open company, made when first needed and shared by all rooms: for 100,000 people it takes half a second. */
export interface KnownPeople {
  names(signal?: AbortSignal): Promise<NameIndex>
  /** With their names of before. */
  directory(signal?: AbortSignal): Promise<Directory>
}

const made = new WeakMap<object, KnownPeople>()

/** The people of an open company's directory; the same as long as it is open. */
export function knownPeople(directory: { readonly reads: Reads }): KnownPeople {
  const known = made.get(directory)
  if (known !== undefined) return known
  const names = createNameIndex(() => directory.reads.columns())
  const people = { names, directory: createDirectory(() => directory.reads, names) }
  made.set(directory, people)
  return people
}
