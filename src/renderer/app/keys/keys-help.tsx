import { Modal } from '@mantine/core'
import { useMay } from '../../features/session/use-seat.ts'
import { keyName } from '../../lib/words/key-names.ts'
import type { Screen } from '../screen.ts'
import styles from './keys-help.module.css'
import { type KeyLine, keyGroups } from './shortcuts.ts'

/** Draws "Shift ↑ ↓" as keys. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keyName(keys)
        .split(' ')
        .map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
    </span>
  )
}

/** All keys that do something under this seat, at a glance. */
export function KeysHelp({
  opened,
  screens,
  onClose,
}: {
  opened: boolean
  screens: readonly Screen[]
  onClose: () => void
}) {
  const may = useMay()
  const groups: { title: string; keys: readonly KeyLine[] }[] = [
    ...keyGroups
      .filter(({ needs }) => needs === undefined || may(needs))
      .map(({ title, keys }) => ({ title, keys: keys.filter(([, , needs]) => needs === undefined || may(needs)) })),
    { title: 'Go to', keys: screens.map((screen) => [`G ${screen.key.toUpperCase()}`, screen.label] as const) },
  ]
  return (
    <Modal opened={opened} onClose={onClose} title="All keys" size={760}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the dialog's focus rests on what is read */}
      <div className={styles.keyGroups} tabIndex={0} data-autofocus>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, what]) => (
                <div key={keys}>
                  <dt>{what}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
