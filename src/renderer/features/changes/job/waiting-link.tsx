import { Button } from '@mantine/core'

/** Leads to the plans that wait. An address, not a call: messages stand outside of what knows the screens. */
export const WaitingLink = ({ onFollow }: { onFollow: () => void }) => (
  <Button component="a" href="#/changes?part=waiting" variant="default" onClick={onFollow}>
    Show waiting changes
  </Button>
)
