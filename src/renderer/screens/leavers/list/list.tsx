import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { Intake } from '../../../features/people-list/intake.tsx'
import layout from '../../../features/people-list/list-layout.module.css'
import { match } from '../../../features/people-list/sources.ts'
import { TableRead } from '../../../features/people-list/table-read.tsx'
import texts from '../../../features/people-list/texts.module.css'
import { type ListView, listViews } from '../../../lib/addresses.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count, plural } from '../../../lib/words/format.ts'
import listBar from '../../../ui/screen/list-bar.module.css'
import choices from '../../../ui/sheets/choices.module.css'
import { FailureState } from '../../../ui/states.tsx'
import bars from '../bars.module.css'
import { MatchTable } from '../deciding/match-table.tsx'
import { FolderRisks } from '../rotation/folder-risks.tsx'
import { Rotation } from '../rotation/rotation.tsx'
import type { PartProps } from '../screen-part.ts'
import { ImpactTable } from './impact-table.tsx'
import { LeaveForm } from './leave-form.tsx'
import { OpenLists } from './open-lists.tsx'
import { useMatched } from './use-matched.ts'

/** A list of people who leave: given, found, weighed, planned; all on one page. */
export function List({ search, go }: PartProps) {
  return search.list === undefined ? (
    <div className={layout.start}>
      <OpenLists go={go} />
      <Intake
        draft="leavers"
        label="Who leaves?"
        placeholder={
          'Paste names or addresses, one per line, or rows of a spreadsheet\n\nanna.berg@example.com\nBruno Costa'
        }
        button={(lines) => (lines ? `Find the people on ${lines}` : 'Find the people')}
        onSource={async (source) => go({ list: await match(source) })}
      >
        <p className={texts.note}>
          Upper and lower case make no difference in addresses; where there is only a name, you choose. Or select people
          in Users and choose “Leavers” there.
        </p>
      </Intake>
    </div>
  ) : (
    <Matched list={search.list} search={search} go={go} />
  )
}

function Matched({ list, search, go }: PartProps & { list: string }) {
  const read = useRead('leavers.matched', { list, offset: 0, limit: 1 }, { keep: true })
  const impact = useRead('leavers.impact', { list, offset: 0, limit: 1 }, { keep: true })
  const usernames = useMatched(list, read.data?.counts.matched ?? 0)
  const section = useRef<HTMLElement>(null)
  const there = read.data !== undefined
  // The field that had the focus is gone; what comes next is the list that came of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list, when it is there
  useEffect(() => {
    if (section.current === null || !document.activeElement?.contains(section.current)) return
    const grid = section.current.querySelector<HTMLElement>('[role="grid"]')
    ;(grid ?? section.current).focus()
  }, [list, there])
  const again = (
    <Button variant="default" leftSection={<IconArrowLeft size={15} stroke={1.8} />} onClick={() => go({})}>
      Another list
    </Button>
  )
  if (read.error)
    return (
      <div className={layout.start}>
        <FailureState failure={failureOf(read.error)} action={again} />
      </div>
    )
  if (!read.data) return null
  const { counts, table, notes } = read.data
  const view = search.view ?? 'people'
  const risks = impact.data ? impact.data.foldersWithoutAdmin + impact.data.foldersWithoutMember : 0
  const rows = Object.values(counts).reduce((sum, number) => sum + number, 0)
  const views: Record<ListView, string> = {
    people: `Rows ${count(rows)}`,
    impact: `What each loses ${count(impact.data?.total ?? counts.matched)}`,
    folders: `Folders at risk ${count(risks)}`,
    sites: 'Sites to change',
  }
  return (
    <div className={layout.split}>
      <section ref={section} tabIndex={-1} className={layout.left} aria-label="The list">
        <div className={listBar.bar}>
          {again}
          <fieldset className={choices.choices} aria-label="What is shown of the list">
            {listViews.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={view === one}
                onClick={() => go({ list, ...(one === 'people' ? {} : { view: one }) }, { replace: true })}
              >
                {views[one]}
              </button>
            ))}
          </fieldset>
        </div>
        {view === 'people' && (
          <>
            {table && <TableRead list={list} table={table} onList={(next) => go({ list: next }, { replace: true })} />}
            {notes.map((note) => (
              <p key={note} className={bars.strip} data-tone="amber">
                {note}
              </p>
            ))}
            <MatchTable
              list={list}
              counts={counts}
              result={search.result}
              onResult={(result) => go({ list, ...(result ? { result } : {}) }, { replace: true })}
            />
          </>
        )}
        {view === 'impact' && <ImpactTable list={list} />}
        {view === 'folders' && <FolderRisks list={list} />}
        {view === 'sites' &&
          (usernames === null ? (
            <p className={texts.pad}>{plural(counts.matched, 'person', 'people')}: reading the list.</p>
          ) : (
            <Rotation usernames={usernames} />
          ))}
      </section>
      <LeaveForm
        list={list}
        people={impact.data?.total ?? counts.matched}
        undecided={counts.choose}
        impact={impact.data}
        search={search}
        go={go}
      />
    </div>
  )
}
