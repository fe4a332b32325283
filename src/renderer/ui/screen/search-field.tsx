import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import styles from './bars.module.css'

interface SearchFieldProps {
  label: string
  value: string
  onChange: (text: string) => void
}

/** The search field of a list: "/" brings the focus here, arrow down goes on to the list, Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <TextInput
      data-search
      className={styles.search}
      placeholder={label}
      aria-label={label}
      leftSection={<IconSearch size={15} stroke={1.7} />}
      rightSection={
        value !== '' && (
          <CloseButton
            size="sm"
            aria-label="Clear the search"
            title="Clear the search (Esc)"
            onClick={(event) => {
              onChange('')
              event.currentTarget.closest('[data-search-field]')?.querySelector('input')?.focus()
            }}
          />
        )
      }
      wrapperProps={{ 'data-search-field': true }}
      maxLength={300}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault()
          document.querySelector<HTMLElement>('[role="grid"]')?.focus()
        }
        if (event.key === 'Escape' && value !== '') {
          event.preventDefault()
          onChange('')
        }
      }}
    />
  )
}
