import { ActionIcon, Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useLive } from './live.tsx'

/** Copies a text; says so with a tick and to screen readers. `labelled`: with its words beside the icon. */
export function CopyButton({ text, what, labelled = false }: { text: string; what: string; labelled?: boolean }) {
  const [done, setDone] = useState(false)
  const say = useLive()
  useEffect(() => {
    if (!done) return
    const timer = window.setTimeout(() => setDone(false), 1500)
    return () => window.clearTimeout(timer)
  }, [done])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        setDone(true)
        say(`${what} copied`)
      },
      () => say('The clipboard refused the copy'),
    )
  const icon = done ? <IconCheck size={15} /> : <IconCopy size={15} stroke={1.7} />
  if (labelled)
    return (
      <Button variant="subtle" size="compact-xs" leftSection={icon} onClick={() => void copy()}>
        Copy {what}
      </Button>
    )
  return (
    <ActionIcon
      variant="subtle"
      size={22}
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => void copy()}
    >
      {icon}
    </ActionIcon>
  )
}
