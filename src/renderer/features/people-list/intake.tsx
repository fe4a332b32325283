import { Button, Textarea } from '@mantine/core'
import { type DragEvent, type ReactNode, useState } from 'react'
import type { Failure } from '../../../contract/failure.ts'
import { failureOf } from '../../lib/application/client.ts'
import { plural } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './intake.module.css'
import { ListFileButton, whyTooLong } from './list-file.tsx'
import layout from './list-layout.module.css'
import { type Source, textSource, type Upload, upload } from './sources.ts'
import texts from './texts.module.css'

/** What was typed or pasted and not read yet, by the field's name. In memory only: it holds names. */
const drafts = new Map<string, string>()

interface IntakeProps {
  /** The name under which what was typed is kept while another screen is looked at. */
  draft: string
  label: string
  placeholder: string
  /** "Find 40 people": what the button says for so many lines. */
  button: (lines: string) => string
  onSource: (source: Source) => Promise<void>
  children?: ReactNode
  /** Takes files; left out: as leavers do. */
  upload?: Upload
}

/** Takes a list: pasted, typed, dropped or chosen as a file. A paste into the empty field is read at once; nothing is sent. */
export function Intake({ draft, label, placeholder, button, onSource, children, ...props }: IntakeProps) {
  const [text, write] = useState(drafts.get(draft) ?? '')
  const setText = (next: string) => {
    drafts.set(draft, next)
    write(next)
  }
  const [busy, setBusy] = useState(false)
  const [over, setOver] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const take = async (make: () => Promise<Source>) => {
    setBusy(true)
    setFailure(null)
    try {
      await onSource(await make())
      drafts.delete(draft)
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const takeFile = (file: File) => {
    const tooLong = whyTooLong(file)
    if (tooLong !== null) return setFailure({ code: 'invalid', message: tooLong })
    void take(async () => ({ file: await upload(new Uint8Array(await file.arrayBuffer()), props.upload) }))
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) takeFile(file)
    else if (event.dataTransfer.getData('text')) setText(event.dataTransfer.getData('text'))
  }
  const lines = text.split(/[\n;]/).filter((line) => line.trim() !== '').length
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button beside it does the same
    <div
      className={styles.intake}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Textarea
        label={label}
        placeholder={placeholder}
        data-search
        autoFocus
        autosize
        minRows={6}
        maxRows={14}
        spellCheck={false}
        disabled={busy}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text')
          if (text.trim() !== '' || pasted.trim() === '') return
          event.preventDefault()
          setText(pasted)
          void take(() => textSource(pasted, props.upload))
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || text.trim() === '') return
          event.preventDefault()
          void take(() => textSource(text, props.upload))
        }}
      />
      {failure && <FailureState failure={failure} compact />}
      <div className={layout.buttons}>
        <Button
          loading={busy}
          disabled={text.trim() === ''}
          onClick={() => void take(() => textSource(text, props.upload))}
        >
          {button(lines === 0 ? '' : plural(lines, 'line', 'lines'))}
        </Button>
        <ListFileButton onFile={takeFile} />
        <span className={texts.note}>or drop it here. This sends nothing to LastPass.</span>
      </div>
      {children}
    </div>
  )
}
