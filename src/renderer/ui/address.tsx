import { inOrder, splitAddress } from '../lib/format.ts'
import { nameRoom, splitName, useMeasure } from '../lib/truncate.ts'
import styles from './ui.module.css'

/**
 * An e-mail address that gives up letters from the middle of its name when there is no room, and never the domain. `room`: how many pixels
 * there are, where that is known; the @ stands right behind the dots then.
 */
export function Address({ address, room }: { address: string; room?: number }) {
  const { name, domain } = splitAddress(inOrder(address))
  const { head, tail } = splitName(name)
  const measure = useMeasure()
  const width = room === undefined || measure === null ? null : nameRoom(address, room, measure)
  return (
    <span className={styles.address} dir="ltr" title={inOrder(address)}>
      <span className={styles.addressName} style={width === null ? undefined : { width }}>
        {head}
      </span>
      {tail !== '' && <span className={styles.addressTail}>{tail}</span>}
      <span className={styles.addressDomain}>{domain}</span>
    </span>
  )
}
