import { Button } from '@mantine/core'
import { type ReactNode, useRef } from 'react'

interface FileButtonProps {
  /** Names the file's field for screen readers: "Seat file". */
  field: string
  icon: ReactNode
  /** Endings and media types that the chooser offers; left out: any. */
  accept?: string
  title?: string
  /** More than one file may be chosen. */
  several?: boolean
  /** Takes the first file, and all that were chosen. */
  onFile: (file: File, files: readonly File[]) => void
  children: ReactNode
}

/** Lets the person choose a file; the same one may be chosen again. */
export function FileButton({ field, icon, accept, title, several = false, onFile, children }: FileButtonProps) {
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button variant="default" leftSection={icon} title={title} onClick={() => chooser.current?.click()}>
        {children}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple={several}
        accept={accept}
        aria-label={field}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          if (files[0]) onFile(files[0], files)
          currentTarget.value = ''
        }}
      />
    </>
  )
}
