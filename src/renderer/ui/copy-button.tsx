import { ActionIcon } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useLive } from './live.tsx'

/** Copies a text; says so with a tick and to screen readers. */
export function CopyButton({ text, what }: { text: string; what: string }) {
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
  return (
    <ActionIcon
      variant="subtle"
      size={22}
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => void copy()}
    >
      {done ? <IconCheck size={15} /> : <IconCopy size={15} stroke={1.7} />}
    </ActionIcon>
  )
}
