import { useId } from 'react'
import { tenantColours } from '../../contract/lists.ts'
import styles from './ui.module.css'

export type TenantColour = (typeof tenantColours)[number]

/** Chooses a company's colour; each has its name, for who cannot tell them apart. */
export function ColourPicker({
  value,
  onChange,
  label,
}: {
  value: TenantColour
  onChange: (colour: TenantColour) => void
  label: string
}) {
  // Each group of its own: several companies are on one screen.
  const name = useId()
  return (
    <fieldset className={styles.colours}>
      <legend>{label}</legend>
      {tenantColours.map((colour) => (
        <label key={colour} data-tenant-colour={colour} title={colour} data-chosen={value === colour || undefined}>
          <input
            type="radio"
            name={name}
            className="unseen"
            checked={value === colour}
            onChange={() => onChange(colour)}
            aria-label={colour}
          />
        </label>
      ))}
      <span className={styles.colourName}>{value}</span>
    </fieldset>
  )
}
