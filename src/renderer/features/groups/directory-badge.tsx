import { Badge } from '../../ui/badge.tsx'

/** Says that a directory seems to keep a group or an account, so that what is changed here is undone; why, on hover. */
export const DirectoryBadge = ({ why }: { why: string }) => (
  <span title={`A directory seems to manage it: its next run may undo what is changed here. ${why}`}>
    <Badge tone="violet">Directory</Badge>
  </span>
)
