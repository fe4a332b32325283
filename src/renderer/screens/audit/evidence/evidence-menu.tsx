import { Button, Menu } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useMay } from '../../../features/session/use-seat.ts'
import { CheckPack } from './check-pack.tsx'
import { EvidenceDialog } from './evidence-dialog.tsx'

/** Makes an evidence pack, or checks one. */
export function EvidenceMenu({ company }: { company: string }) {
  const may = useMay()
  const [making, setMaking] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconPackage size={15} stroke={1.7} />}>
            Evidence pack
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {may('audit.pack') && <Menu.Item onClick={() => setMaking(true)}>Make an evidence pack</Menu.Item>}
          <Menu.Item onClick={() => field.current?.click()}>Check an evidence pack</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={field}
        type="file"
        hidden
        accept=".zip"
        aria-label="Evidence pack to check"
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (chosen) setFile(chosen)
        }}
      />
      {making && <EvidenceDialog company={company} onClose={() => setMaking(false)} />}
      {file !== null && <CheckPack file={file} onClose={() => setFile(null)} />}
    </>
  )
}
