import { ActionIcon } from '@mantine/core'
import { type ReactNode, Suspense, useRef } from 'react'
import { latePart } from '../../lib/late-parts.ts'

const Hint = latePart(() => import('./hint.tsx'), 'Hint')

/** A button of an icon alone, whose hint, with its key, comes beside it: below it might lie what the hand goes to next. */
export function HintedIcon({
  label,
  keys,
  onClick,
  children,
}: {
  label: string
  /** Its key, as people know it. */
  keys: string
  onClick: () => void
  children: ReactNode
}) {
  const sign = useRef<HTMLButtonElement>(null)
  return (
    <>
      <ActionIcon ref={sign} variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
      <Suspense fallback={null}>
        <Hint target={sign} label={`${label} (${keys})`} position="left" />
      </Suspense>
    </>
  )
}
