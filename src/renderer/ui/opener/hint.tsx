import { Tooltip, type TooltipProps } from '@mantine/core'

/** What an icon does, beside it while the pointer is on it. */
export function Hint(props: Required<Pick<TooltipProps, 'target' | 'label' | 'position'>> & { openDelay?: number }) {
  return <Tooltip {...props} />
}
