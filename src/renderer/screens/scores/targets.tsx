import { Button, NumberInput, Popover, TextInput } from '@mantine/core'
import { IconTarget } from '@tabler/icons-react'
import { useState } from 'react'
import type { ScoreSettings } from '../../../contract/calls/scores.ts'
import { act } from '../../lib/application/queries.ts'
import { toastFailure } from '../../lib/toast.ts'
import { dayProblem, isWrittenDay } from '../../lib/words/written-day.ts'

const isScore = (value: number | string): value is number => typeof value === 'number' && value >= 1 && value <= 100

/** The target of the company, with its day, and the thresholds between low, fair and good. */
export function Targets({ settings }: { settings: ScoreSettings }) {
  const [opened, setOpened] = useState(false)
  const [value, setValue] = useState<number | string>(settings.target?.value ?? 75)
  const [by, setBy] = useState(settings.target?.by ?? '')
  const [threshold, setThreshold] = useState<number | string>(settings.threshold)
  const [goodAbove, setGoodAbove] = useState<number | string>(settings.goodAbove)
  const inOrder = isScore(threshold) && isScore(goodAbove) && threshold <= goodAbove
  const fine = inOrder && (by === '' || (isWrittenDay(by) && isScore(value)))
  const save = async () => {
    if (!inOrder) return
    try {
      await act('scores.set', { threshold, goodAbove, target: by === '' ? null : { value: Number(value), by } })
      setOpened(false)
    } catch (error) {
      toastFailure('The targets were not saved', error)
    }
  }
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={300}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconTarget size={16} stroke={1.7} />}
          onClick={() => setOpened(!opened)}
        >
          Targets
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          style={{ display: 'grid', gap: 10 }}
          onSubmit={(event) => {
            event.preventDefault()
            if (fine) void save()
          }}
        >
          <NumberInput label="Average score to reach" min={1} max={100} value={value} onChange={setValue} />
          <TextInput
            label="By which day"
            description="As 2027-03-31; left empty: there is no target."
            value={by}
            error={by === '' ? null : dayProblem(by)}
            onChange={({ currentTarget }) => setBy(currentTarget.value.trim())}
          />
          <NumberInput
            label="A score is low below"
            description="The word beside every score, and who is counted and listed as below."
            min={1}
            max={100}
            value={threshold}
            onChange={setThreshold}
          />
          <NumberInput
            label="A score is good above"
            description="Between the two it is fair."
            min={1}
            max={100}
            value={goodAbove}
            error={isScore(threshold) && isScore(goodAbove) && !inOrder ? 'Good cannot begin below low.' : null}
            onChange={setGoodAbove}
          />
          <Button type="submit" disabled={!fine}>
            Save the targets
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
