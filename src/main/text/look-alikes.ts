/** Gives the address of plain ASCII letters that another address looks like; null: it looks like none. */
export type LooksLike = (address: string) => string | null

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for.
const ascii = /^[\x00-\x7f]*$/

/**
 * Loads the table of look-alikes (confusables of UTS 39): a tenth of a megabyte, so only once an address asks for it. ASCII
 * letters are left as they are; the table would take "m" for "rn" and "1" for "l".
 */
export async function loadLookAlikes(): Promise<LooksLike> {
  const { default: skeleton } = await import('unhomoglyph')
  return (address) => {
    if (ascii.test(address)) return null
    const seen = [...address].map((letter) => (ascii.test(letter) ? letter : skeleton(letter))).join('')
    return ascii.test(seen) ? seen : null
  }
}

/** Look-alikes of these addresses, without the table where none of them needs it. */
export const lookAlikesFor = async (addresses: readonly string[]): Promise<LooksLike> =>
  addresses.every((address) => ascii.test(address)) ? () => null : loadLookAlikes()
