import { tenantColours } from '../../contract/calls/tenants.ts'
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
  return (
    <fieldset className={styles.colours}>
      <legend>{label}</legend>
      {tenantColours.map((colour) => (
        <label key={colour} data-tenant-colour={colour} title={colour} data-chosen={value === colour || undefined}>
          <input
            type="radio"
            name="tenant-colour"
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
