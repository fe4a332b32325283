import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import styles from './ui.module.css'

const narrowest = 300
const widest = 900
const clamp = (width: number) => Math.round(Math.min(widest, Math.max(narrowest, width)))

interface PanelProps {
  label: string
  width: number
  onWidth: (width: number) => void
  onClose: () => void
  children: ReactNode
}

/** The panel at the right: its edge is dragged, or moved by the arrow keys; Escape closes it. */
export function Panel({ label, width, onWidth, onClose, children }: PanelProps) {
  const [draft, setDraft] = useState<number | null>(null)
  const start = useRef<{ x: number; width: number } | null>(null)
  const shown = draft ?? width
  const drag = (event: PointerEvent) =>
    start.current ? clamp(start.current.width - (event.clientX - start.current.x)) : shown
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? 24 : event.key === 'ArrowRight' ? -24 : 0
    if (step === 0) return
    event.preventDefault()
    onWidth(clamp(shown + step))
  }
  return (
    <aside
      className={styles.panel}
      aria-label={label}
      style={{ width: shown }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved */}
      <div
        role="separator"
        tabIndex={0}
        aria-label="Width of the panel"
        aria-orientation="vertical"
        aria-valuenow={shown}
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        className={styles.panelEdge}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          event.preventDefault()
          start.current = { x: event.clientX, width: shown }
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={(event) => start.current && setDraft(drag(event))}
        onPointerUp={(event) => {
          if (start.current) onWidth(drag(event))
          start.current = null
          setDraft(null)
        }}
      />
      <div className={styles.panelBody}>{children}</div>
      <ActionIcon
        variant="subtle"
        className={styles.panelClose}
        aria-label="Close panel"
        title="Close panel (Esc)"
        onClick={onClose}
      >
        <IconX size={16} stroke={1.8} />
      </ActionIcon>
    </aside>
  )
}
