import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import styles from './matrix.module.css'
import { type GroupOrder, groupOrders, type PeopleOrder, peopleOrders } from './matrix-order.ts'

/** What of the matrix is shown, and how. */
export interface MatrixChoices {
  person: string
  group: string
  people: PeopleOrder
  groups: GroupOrder
  /** Only rows and columns that the draft changes. */
  changing: boolean
  dense: boolean
}

export const wholeMatrix: MatrixChoices = {
  person: '',
  group: '',
  people: 'name',
  groups: 'given',
  changing: false,
  dense: false,
}

const choices = (orders: Record<string, string>) => Object.entries(orders).map(([value, label]) => ({ value, label }))

/** Groups that nobody chose are given with the largest first. */
const { given: _given, largest, ...others } = groupOrders
const ordersOfFirst = { given: largest, ...others }

/** The fields above the matrix that narrow and order it. */
export function MatrixBar({
  view,
  chosen,
  onView,
}: {
  view: MatrixChoices
  /** Somebody chose the groups. */
  chosen: boolean
  onView: (part: Partial<MatrixChoices>) => void
}) {
  return (
    <div className={styles.bar}>
      <TextInput
        data-search
        aria-label="Find a person"
        placeholder="Find a person"
        className={styles.find}
        maxLength={300}
        value={view.person}
        onChange={(event) => onView({ person: event.currentTarget.value })}
      />
      <TextInput
        aria-label="Find a group"
        placeholder="Find a group"
        className={styles.find}
        maxLength={200}
        value={view.group}
        onChange={(event) => onView({ group: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label="Order of people"
        value={view.people}
        onChange={(event) => onView({ people: event.currentTarget.value as PeopleOrder })}
        data={choices(peopleOrders)}
      />
      <NativeSelect
        aria-label="Order of groups"
        value={view.groups === 'largest' && !chosen ? 'given' : view.groups}
        onChange={(event) => onView({ groups: event.currentTarget.value as GroupOrder })}
        data={choices(chosen ? groupOrders : ordersOfFirst)}
      />
      <Button
        variant={view.changing ? 'light' : 'default'}
        aria-pressed={view.changing}
        onClick={() => onView({ changing: !view.changing })}
      >
        Only what changes
      </Button>
      <SegmentedControl
        aria-label="Size of cells"
        value={view.dense ? 'dense' : 'normal'}
        onChange={(value) => onView({ dense: value === 'dense' })}
        data={[
          { value: 'normal', label: 'Normal' },
          { value: 'dense', label: 'Dense' },
        ]}
      />
    </div>
  )
}
