import { useCallback } from 'react'
import type { CallName } from '../../../contract/calls.ts'
import { useRead } from '../../lib/application/queries.ts'

/** What this workstation may do, and who says so. */
export const useSeat = () => useRead('seats.state', {})

/** Tells whether this workstation's seat may make a call: what it may not is not offered. Until it is known, nothing is. */
export function useMay(): (name: CallName) => boolean {
  const allowed = useSeat().data?.calls
  return useCallback((name) => allowed?.includes(name) ?? false, [allowed])
}

/** What the machine's policy fixes a part to, as the policy has it; undefined: it says nothing about it. */
export const usePolicy = (part: string): string | undefined =>
  useSeat().data?.policy.fixed.find((fixed) => fixed.part === part)?.value

/** Added to what a setting is for. */
export const fixedWords = 'Fixed by this machine’s policy.'
