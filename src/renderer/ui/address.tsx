import { inOrder, splitAddress } from '../lib/words/format.ts'
import { measuredSize, nameRoom, splitName, useMeasure } from '../lib/words/truncate.ts'
import styles from './ui.module.css'

/**
 * An e-mail address that gives up letters from the middle of its name when there is no room, and never the domain. `room`: how many
 * pixels there are, where that is known; the @ stands right behind the dots then. `size`: of its letters, in pixels.
 */
export function Address({ address, room, size = measuredSize }: { address: string; room?: number; size?: number }) {
  const measure = useMeasure()
  const words = inOrder(address)
  const scale = size / measuredSize
  const scaled = measure === null ? null : (text: string) => measure(text) * scale
  // All of it has room: one text is drawn at half the cost of three.
  if (room !== undefined && scaled !== null && scaled(words) < room - 1)
    return (
      <span className={styles.whole} dir="ltr" title={words}>
        {words}
      </span>
    )
  const { name, domain } = splitAddress(words)
  const { head, tail } = splitName(name)
  const width = room === undefined || scaled === null ? null : nameRoom(address, room, scaled)
  return (
    <span className={styles.address} dir="ltr" title={words}>
      <span
        className={styles.addressName}
        data-short={head.length < 4 || undefined}
        style={width === null ? undefined : { width }}
      >
        {head}
      </span>
      {tail !== '' && <span className={styles.addressTail}>{tail}</span>}
      <span className={styles.addressDomain}>{domain}</span>
    </span>
  )
}

/** An address on two lines, its name and its domain, so that each has the whole width: of what was given, both are held against an account. */
export function TwoLineAddress({ address }: { address: string }) {
  const words = inOrder(address)
  const { name, domain } = splitAddress(words)
  const { head, tail } = splitName(name)
  return (
    <span className={styles.twoLines} dir="ltr" title={words}>
      <span className={styles.addressLine}>
        <span className={styles.addressName}>{head}</span>
        {tail !== '' && <span className={styles.addressTail}>{tail}</span>}
      </span>
      <span className={styles.addressName}>{domain}</span>
    </span>
  )
}
