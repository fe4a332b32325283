/** How people of one culture are called. */
export interface Culture {
  /** People in a hundred; the shares of all cultures add up to 100. */
  share: number
  /** Where they work: places in the list of offices, the likelier ones more often. */
  offices: readonly number[]
  /** Part of the people whose full name is kept in their own script. */
  native: number
  /** Part with two family names. */
  doubled: number
  /** Part with a middle initial. */
  initial: number
  familyFirst: boolean
  /** Words apart by spaces, `_` for a space inside a name, `native|Latin` for two scripts. */
  given: string
  family: string
}

/** A name in its own script, in Latin letters, and as it stands in an address. */
export interface Word {
  native: string
  latin: string
  slug: string
}

// Letters that decomposition leaves alone.
const plain: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ə: 'e',
  "'": '',
  '’': '',
  ' ': '',
}

/** A name as it stands in an address: small Latin letters and hyphens. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z-]/g, (letter) => plain[letter] ?? '')
}

const read = new Map<string, readonly Word[]>()

/** The words of one of a culture's lists. */
export function words(list: string): readonly Word[] {
  const known = read.get(list)
  if (known) return known
  const found = list.split(' ').map((entry) => {
    const [native = '', latin = native] = entry.replaceAll('_', ' ').split('|')
    return { native, latin, slug: slug(latin) }
  })
  read.set(list, found)
  return found
}
