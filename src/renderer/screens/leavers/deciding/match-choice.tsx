import { Button } from '@mantine/core'
import type { MatchRow } from '../../../../contract/calls/leavers/leavers.ts'
import { kindWords } from '../../../features/changes/kind-words.ts'
import { showPlan } from '../../../features/changes/open-dialogs.ts'
import { useWriting } from '../../../features/changes/safe-mode/safe-mode.tsx'
import { FindPerson } from '../../../features/people-list/find-person.tsx'
import { reasonOf, resultWords } from '../../../features/people-list/labels.ts'
import layout from '../../../features/people-list/list-layout.module.css'
import { Offer } from '../../../features/people-list/offer.tsx'
import offers from '../../../features/people-list/offers.module.css'
import texts from '../../../features/people-list/texts.module.css'
import { plural } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import under from '../list/under-list.module.css'
import { canBeLeftOut } from './proposals.ts'

/** One row of the list: who may be meant. Nobody is chosen for the person. */
export function MatchChoice({
  row,
  onChoose,
  onClose,
}: {
  row: MatchRow
  onChoose: (username: string | null) => Promise<void>
  onClose: () => void
}) {
  const { kinds } = useWriting()
  const words = resultWords[row.result]
  const invited = row.result === 'invited' ? row.username : null
  return (
    <section className={under.choice} data-deciding aria-label={`Row: ${row.given}`}>
      <header>
        <strong>{row.given}</strong>
        <Badge tone={words.tone}>{words.label}</Badge>
        <span className={texts.note}>Line {row.line}</span>
      </header>
      <p>{row.message}</p>
      {row.candidates.length > 0 && (
        <ul className={offers.offers}>
          {row.candidates.map((candidate, index) => (
            <Offer
              key={candidate.username}
              person={candidate}
              why={reasonOf(candidate)}
              number={index + 1}
              chosen={candidate.username === row.username}
              onChoose={() => void onChoose(candidate.username)}
            />
          ))}
        </ul>
      )}
      {row.moreCandidates > 0 && (
        <p className={texts.note}>
          {plural(row.moreCandidates, 'more fits', 'more fit')}; look for the person by more of the name.
        </p>
      )}
      {row.result !== 'repeated' && (
        <FindPerson
          key={row.row}
          label={row.candidates.length > 0 ? 'It is somebody else' : 'Who is meant'}
          chosen={row.username}
          onChoose={(username) => void onChoose(username)}
        />
      )}
      <div className={layout.buttons}>
        {invited !== null && kinds.has('uninvite') && (
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => showPlan({ changes: [{ kind: 'uninvite', username: invited }] })}
          >
            {kindWords.uninvite.short}
          </Button>
        )}
        {canBeLeftOut.has(row.result) && (
          <Button variant="default" size="compact-xs" onClick={() => void onChoose(null)}>
            Leave this row out
          </Button>
        )}
        <Button variant="subtle" color="gray" size="compact-xs" onClick={onClose}>
          Close
        </Button>
      </div>
    </section>
  )
}
