import { splitAddress } from '../lib/format.ts'
import styles from './ui.module.css'

/** An e-mail address that gives up letters before the @ when there is no room, and never the domain. */
export function Address({ address }: { address: string }) {
  const { name, domain } = splitAddress(address)
  return (
    <span className={styles.address} dir="ltr" title={address}>
      <span className={styles.addressName}>{name}</span>
      <span className={styles.addressDomain}>{domain}</span>
    </span>
  )
}
