import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import styles from './bars.module.css'
import { useTyped } from './use-typed.ts'

interface SearchFieldProps {
  label: string
  value: string
  onChange: (text: string) => void
  /** Asks for the rows of a text, which the list then shows as soon as they are here. */
  ahead?: (text: string) => Promise<unknown>
}

/** The search field of a list: "/" brings the focus here, arrow down goes on to the list, Escape empties it. */
export function SearchField({ label, value: searched, onChange, ahead }: SearchFieldProps) {
  const [value, type] = useTyped(searched, onChange, ahead)
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
              type('')
              event.currentTarget.closest('[data-search-field]')?.querySelector('input')?.focus()
            }}
          />
        )
      }
      wrapperProps={{ 'data-search-field': true }}
      maxLength={300}
      value={value}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault()
          document.querySelector<HTMLElement>('[role="grid"]')?.focus()
        }
        if (event.key === 'Escape' && value !== '') {
          event.preventDefault()
          type('')
        }
      }}
    />
  )
}
