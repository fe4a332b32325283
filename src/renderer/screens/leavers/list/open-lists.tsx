import { Button } from '@mantine/core'
import type { Output } from '../../../../contract/calls.ts'
import layout from '../../../features/people-list/list-layout.module.css'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, dayAndTime, plural } from '../../../lib/words/format.ts'
import bars from '../bars.module.css'
import type { PartProps } from '../screen-part.ts'

type OpenList = Output<'leavers.openLists'>['rows'][number]

/** Lists of which some people were sent and some rows are not decided yet. */
export const useOpenLists = (): readonly OpenList[] => useRead('leavers.openLists', { limit: 100 }).data?.rows ?? []

/** What was given and is not decided: it stays until somebody goes on with it or says that nobody else leaves. */
export function OpenLists({ go, batch }: Pick<PartProps, 'go'> & { batch?: string }) {
  const lists = useOpenLists().filter((one) => batch === undefined || one.batch === batch)
  return lists.map((one) => <OpenOne key={one.batch} one={one} go={go} />)
}

function OpenOne({ one, go }: Pick<PartProps, 'go'> & { one: OpenList }) {
  const goOn = useAction(
    async () => {
      const { list } = await act('leavers.openList', { batch: one.batch, limit: 1 })
      go({ list })
    },
    { failed: 'The list was not opened' },
  )
  const close = useAction(() => act('leavers.closeList', { batch: one.batch }), { failed: 'The list stays open' })
  return (
    <div className={bars.strip} data-tone="amber" role="note" aria-label="Open list">
      <span className={`${bars.stripText} numbers`}>
        <strong>{plural(one.rows, 'row is', 'rows are')} still open</strong>, of {count(one.given)} given{' '}
        {dayAndTime(one.created)}
        {one.ticket && ` (${one.ticket})`}. Nothing was sent for {one.rows === 1 ? 'it' : 'them'}.
      </span>
      <span className={layout.buttons}>
        <Button loading={goOn.pending} onClick={() => void goOn.run()}>
          Go on with {plural(one.rows, 'row', 'rows')}
        </Button>
        <Button
          variant="default"
          title="The record keeps who was given and not disabled"
          loading={close.pending}
          onClick={() => void close.run()}
        >
          Nobody else leaves
        </Button>
      </span>
    </div>
  )
}
