import { Popover, TextInput } from '@mantine/core'
import { IconEqual, IconEqualNot } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { AuditField } from '../../../../contract/audit/audit.ts'
import type { AuditFilter } from '../../../../contract/calls/audit/audit.ts'
import { facetKeys, fieldWords } from '../../../features/audit/audit-chips.ts'
import type { AuditSearch } from '../../../features/audit/audit-search.ts'
import { useNames } from '../../../features/audit/names.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count, inOrder } from '../../../lib/words/format.ts'
import styles from './facets.module.css'

interface FacetListProps {
  facet: Exclude<AuditField, 'category'>
  filter: AuditFilter
  search: AuditSearch
  enabled: boolean
  onValue: (facet: AuditField, value: string, mode: 'only' | 'not') => void
  onRemove: (chip: string) => void
}
interface Value {
  value: string
  count: number
}

/** Five: the rest is a list of its own. */
const few = 5
const many = 100
const manyNames = {
  action: 'actions',
  username: 'people',
  ip: 'addresses',
  target: 'targets',
  network: 'networks',
  country: 'countries',
}

/** The values of one facet that have the most events. */
export function FacetList(props: FacetListProps) {
  const { facet, filter, enabled } = props
  const [opened, setOpened] = useState(false)
  const read = useRead('audit.facets', { ...filter, facet, limit: few }, { enabled, keep: true })
  const values = read.data?.values ?? []
  const more = (read.data?.distinct ?? 0) - values.length
  const { field } = facetKeys[facet]
  return (
    <section className={styles.facet} aria-label={field} data-late={read.isPlaceholderData || undefined}>
      <h2>{field}</h2>
      <Values {...props} values={values} />
      {read.data && values.length === 0 && <p className={styles.none}>none</p>}
      {more > 0 && (
        <Popover
          opened={opened}
          onChange={setOpened}
          position="right-start"
          width={320}
          shadow="md"
          trapFocus
          returnFocus
          withinPortal
        >
          <Popover.Target>
            <button type="button" className={styles.more} onClick={() => setOpened((before) => !before)}>
              {count(more)} more
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label={`All ${manyNames[facet]}`}>
            {opened && <AllValues {...props} />}
          </Popover.Dropdown>
        </Popover>
      )}
    </section>
  )
}

/** All values of a facet, found by a part of them. */
function AllValues(props: FacetListProps) {
  const { facet, filter } = props
  const [text, setText] = useState('')
  const read = useRead('audit.facets', { ...filter, facet, search: text.trim(), limit: many }, { keep: true })
  const values = read.data?.values ?? []
  const more = (read.data?.distinct ?? 0) - values.length
  return (
    <div className={styles.all}>
      <TextInput
        data-autofocus
        aria-label={`Search ${manyNames[facet]}`}
        placeholder={`Search ${manyNames[facet]}`}
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.scroll}>
        <Values {...props} values={values} />
        {read.data && values.length === 0 && <p className={styles.none}>Nothing holds this text.</p>}
        {more > 0 && <p className={styles.none}>{count(more)} more: type a part of the one you look for.</p>}
      </div>
    </div>
  )
}

function Values({ facet, search, values, onValue, onRemove }: FacetListProps & { values: readonly Value[] }) {
  const { only, not } = facetKeys[facet]
  const most = Math.max(1, ...values.map((one) => one.count))
  const people = useMemo(
    () =>
      facet === 'username' ? [values.map((one) => one.value).filter((one) => one !== '' && one.length <= 320)] : [],
    [facet, values],
  )
  const nameOf = useNames(people)
  return (
    <ul className={styles.values}>
      {values.map(({ value, count: number }) => {
        const chosen = search[only]?.includes(value) ?? false
        const without = search[not]?.includes(value) ?? false
        const words = facet === 'username' && value !== '' ? nameOf(value) : fieldWords(only, inOrder(value))
        const press = (mode: 'only' | 'not', isSet: boolean) =>
          isSet ? onRemove(`${mode === 'only' ? only : not}:${value}`) : onValue(facet, value, mode)
        return (
          <li key={value} data-chosen={chosen || undefined} data-without={without || undefined}>
            <button
              type="button"
              className={styles.value}
              aria-pressed={chosen}
              title={facet === 'username' && value !== '' && words !== value ? `${words}, ${value}` : words}
              onClick={() => press('only', chosen)}
            >
              <bdi>{words}</bdi>
              <span className={`${styles.number} numbers`}>{count(number)}</span>
            </button>
            <span className={styles.acts}>
              <button
                type="button"
                aria-label={`Only ${words}`}
                aria-pressed={chosen}
                onClick={() => press('only', chosen)}
              >
                <IconEqual size={13} stroke={2} />
              </button>
              <button
                type="button"
                aria-label={`Without ${words}`}
                aria-pressed={without}
                onClick={() => press('not', without)}
              >
                <IconEqualNot size={13} stroke={2} />
              </button>
            </span>
            <span className={styles.share} style={{ width: `${Math.max(2, (number / most) * 100)}%` }} aria-hidden />
          </li>
        )
      })}
    </ul>
  )
}
