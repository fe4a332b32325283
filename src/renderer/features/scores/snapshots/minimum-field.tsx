import { NumberInput } from '@mantine/core'

/** The fewest people that a number may be about. */
export function MinimumField({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  return (
    <NumberInput
      label="Fewest people that a number may be about"
      min={2}
      max={1000}
      value={value}
      onChange={(typed) => onChange(Math.min(1000, Math.max(2, Number(typed) || 5)))}
    />
  )
}
