import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Fragment, type ReactNode, useState } from 'react'
import type { User } from '../../../../contract/model.ts'
import parts from '../dialog-parts.module.css'
import { kindWords } from '../kind-words.ts'
import { showPlan } from '../open-dialogs.ts'
import { useWriting } from '../safe-mode/safe-mode.tsx'
import styles from './actions.module.css'
import { type Offer, offersFor } from './available-actions.ts'
import { EditDialog, type Edited } from './edit-dialog.tsx'

type Person = Pick<
  User,
  'username' | 'fullname' | 'status' | 'mfa' | 'passwordResetRequired' | 'neverLoggedIn' | 'goneSince'
>

/** What can be done to one person: the likely act as a button, the rest in a menu; each opens its plan. */
export function PersonActions({ person, compact }: { person: Person; compact?: boolean }) {
  const { kinds } = useWriting()
  const [edited, setEdited] = useState<Edited | null>(null)
  const offers = offersFor(person, kinds)
  const [first, ...rest] = offers
  if (!first) return null
  const choose = (offer: Offer) => {
    if (offer.ask === null) showPlan({ changes: [offer.change(person.username, '')] })
    else setEdited({ ...offer, ask: offer.ask, person })
  }
  return (
    <div className={parts.actions}>
      <Button
        variant="default"
        size={compact ? 'compact-sm' : 'xs'}
        title={kindWords[first.kind].consequence}
        onClick={() => choose(first)}
      >
        {kindWords[first.kind].short}
      </Button>
      {rest.length > 0 && <ActionMenu offers={rest} label="More" compact={compact ?? false} onChoose={choose} />}
      {edited && <EditDialog edited={edited} onClose={() => setEdited(null)} />}
    </div>
  )
}

/** The menu of acts; each says what it does to the person before it is chosen. */
export function ActionMenu({
  offers,
  label,
  compact,
  before,
  after,
  onChoose,
}: {
  offers: readonly Offer[]
  label: string
  compact: boolean
  /** Further items of the menu, above and below. */
  before?: ReactNode
  after?: ReactNode
  onChoose: (offer: Offer) => void
}) {
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <Button
          variant="default"
          size={compact ? 'compact-sm' : 'xs'}
          rightSection={<IconChevronDown size={14} stroke={1.8} />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {before}
        {before && offers.length > 0 && <Menu.Divider />}
        {offers.map((offer) => (
          <Fragment key={offer.kind}>
            {offer.apart && <Menu.Divider />}
            <Menu.Item
              className={styles.menuItem}
              data-weight={kindWords[offer.kind].weight}
              onClick={() => onChoose(offer)}
            >
              <span className={styles.menuName}>{kindWords[offer.kind].short}</span>
              <span className={styles.menuNote}>
                {kindWords[offer.kind].consequence} {kindWords[offer.kind].undo}
              </span>
            </Menu.Item>
          </Fragment>
        ))}
        {after && <Menu.Divider />}
        {after}
      </Menu.Dropdown>
    </Menu>
  )
}
