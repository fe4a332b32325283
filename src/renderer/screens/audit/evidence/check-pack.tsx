import { Button, Loader, Modal } from '@mantine/core'
import { IconCircleCheck, IconOctagon } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { upload } from '../../../features/people-list/sources.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act } from '../../../lib/application/queries.ts'
import { FailureState } from '../../../ui/states.tsx'
import styles from './evidence.module.css'

type Check = Output<'audit.checkPack'>

async function check(file: File): Promise<Check> {
  const name = await upload(new Uint8Array(await file.arrayBuffer()), (part) => act('audit.uploadPack', part))
  return act('audit.checkPack', { file: name })
}

/** Checks an evidence pack that somebody has, on this computer alone. */
export function CheckPack({ file, onClose }: { file: File; onClose: () => void }) {
  const [found, setFound] = useState<Check | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  useEffect(() => {
    let over = false
    check(file).then(
      (result) => !over && setFound(result),
      (error: unknown) => !over && setProblem(error),
    )
    return () => {
      over = true
    }
  }, [file])
  return (
    <Modal opened onClose={onClose} size={640} title={`Check of ${file.name}`}>
      {problem !== null && <FailureState failure={failureOf(problem)} />}
      {problem === null && found === null && (
        <p className={styles.whole}>
          <Loader size={16} /> Checking every byte
        </p>
      )}
      {found && (
        <>
          <p className={found.valid ? styles.whole : styles.broken} role={found.valid ? 'status' : 'alert'}>
            {found.valid ? (
              <IconCircleCheck size={18} stroke={1.7} aria-hidden />
            ) : (
              <IconOctagon size={18} stroke={1.7} aria-hidden />
            )}
            <span>
              {found.valid ? (
                'Valid: every byte is as it was signed, and every file is as the list says.'
              ) : (
                <>
                  <strong>Not valid.</strong> {found.reason} Do not rely on what is in it; ask for it anew.
                </>
              )}
            </span>
          </p>
          <dl className={styles.facts}>
            {found.signedBy !== null && (
              <div>
                <dt>Signed by</dt>
                <dd>
                  <span>{found.signedBy}</span>
                </dd>
              </div>
            )}
            <div>
              <dt>SHA-256</dt>
              <dd>
                <span>{found.sha256}</span>
              </dd>
            </div>
          </dl>
          {found.signedBy !== null && (
            <p className={styles.quiet}>
              {found.own
                ? 'This is the key of this workstation.'
                : 'This is the key of another workstation. Compare the fingerprint with the one that its admin tells you another way.'}
            </p>
          )}
        </>
      )}
      <footer className={styles.foot}>
        <Button data-autofocus onClick={onClose}>
          Close
        </Button>
      </footer>
    </Modal>
  )
}
