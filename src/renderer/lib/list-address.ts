import { useMemo } from 'react'
import { useAddress } from './address.ts'

interface ListSearch {
  sort?: string
  direction?: 'asc' | 'desc'
}
interface Order {
  by: string
  direction: 'asc' | 'desc'
}

/** The address of a screen that shows one list in one order, by name unless it says otherwise. */
export function useListAddress<S extends ListSearch>(read: (raw: Record<string, unknown>) => S) {
  const [search, go] = useAddress(read)
  const { sort: by = 'name', direction = 'asc' } = search
  const order = useMemo(() => [{ by, direction }], [by, direction])
  /** The address with these left out. */
  const without = (...keys: (keyof S)[]): S =>
    Object.fromEntries(Object.entries(search).filter(([key]) => !keys.includes(key as keyof S))) as S
  const onSort = (next: readonly Order[]) => {
    const last = next.at(-1)
    go(last ? { ...search, sort: last.by, direction: last.direction } : without('sort', 'direction'), { replace: true })
  }
  return { search, go, without, order, onSort }
}
