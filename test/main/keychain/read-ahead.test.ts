import { describe, expect, it } from 'vitest'
import { readingAhead } from '../../../src/main/keychain/read-ahead.ts'
import { createMemoryVault, type Vault } from '../../../src/main/keychain/vault.ts'

/** A keychain that counts how often each entry is read, and refuses those named. */
function counting(refused: readonly string[] = []): { vault: Vault; reads: string[] } {
  const vault = createMemoryVault()
  const reads: string[] = []
  return {
    reads,
    vault: {
      ...vault,
      read(account) {
        reads.push(account)
        return refused.includes(account) ? Promise.reject(new Error(`locked: ${account}`)) : vault.read(account)
      },
    },
  }
}

describe('entries that are read ahead', () => {
  it('are read before anybody asks, and given without another reading', async () => {
    const { vault, reads } = counting()
    await vault.write('a', 'one')
    const ahead = readingAhead(vault, ['a', 'b'])
    expect(reads).toEqual(['a', 'b'])
    expect([await ahead.read('a'), await ahead.read('b')]).toEqual(['one', null])
    expect(reads).toEqual(['a', 'b'])
  })

  it('are given once: who asks again hears what the keychain has by then', async () => {
    const { vault } = counting()
    await vault.write('a', 'one')
    const ahead = readingAhead(vault, ['a'])
    await ahead.read('a')
    await vault.write('a', 'two')
    expect(await ahead.read('a')).toBe('two')
  })

  it.each(['write', 'erase'] as const)('are not given any more after a %s', async (act) => {
    const { vault } = counting()
    await vault.write('a', 'one')
    const ahead = readingAhead(vault, ['a'])
    await (act === 'write' ? ahead.write('a', 'two') : ahead.erase('a'))
    expect(await ahead.read('a')).toBe(act === 'write' ? 'two' : null)
  })

  it('tell a refusal to who asks for the entry, and to nobody else', async () => {
    const { vault } = counting(['a'])
    const ahead = readingAhead(vault, ['a', 'b'])
    expect(await ahead.read('b')).toBeNull()
    await expect(ahead.read('a')).rejects.toThrow('locked: a')
  })
})
