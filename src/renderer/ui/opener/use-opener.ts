import { type RefObject, useId, useRef, useState } from 'react'

/** A button of ours and the menu or popover that it opens, which comes in a file of its own once the button was pressed. */
export interface Opener {
  /** What the button takes. */
  button: {
    ref: RefObject<HTMLButtonElement | null>
    id: string
    'aria-haspopup': 'menu' | 'dialog'
    'aria-expanded': boolean
    'aria-controls': string | undefined
    onClick: () => void
  }
  /** It was pressed once: what it opens is there, open or closed. */
  asked: boolean
  opened: boolean
  change: (opened: boolean) => void
}

export function useOpener(kind: 'menu' | 'dialog'): Opener {
  const [asked, setAsked] = useState(false)
  const [opened, setOpened] = useState(false)
  const ref = useRef<HTMLButtonElement>(null)
  const id = useId()
  return {
    button: {
      ref,
      id,
      'aria-haspopup': kind,
      'aria-expanded': opened,
      'aria-controls': opened ? `${id}-dropdown` : undefined,
      onClick: () => {
        setAsked(true)
        setOpened(!opened)
      },
    },
    asked,
    opened,
    change: setOpened,
  }
}
