import type { Output } from '../../../contract/calls.ts'
import { score, shortDay } from '../../lib/words/format.ts'
import { Explain } from '../../ui/explain.tsx'
import { Change } from './change.tsx'
import { PersonLink } from './person-link.tsx'
import scores from './scores.module.css'

/** Whose score moved most between two days, up and down; each opens the person. */
export function Movers({ title, change: moved }: { title: string; change: Output<'scores.change'> }) {
  return (
    <section className={scores.box} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Explain
          what="moved most"
          explanation={{
            definition:
              'Whose score rose or fell most between two days: the first and the last that were kept of the time.',
            leftOut: 'People who had no score on one of the two days.',
            ...(moved.from && moved.to ? { computed: `${shortDay(moved.from)} and ${shortDay(moved.to)}.` } : {}),
          }}
        />
      </header>
      <div className={scores.pair}>
        {(
          [
            ['Up', moved.up],
            ['Down', moved.down],
          ] as const
        ).map(([word, list]) => (
          <table key={word} className={`${scores.table} numbers`}>
            <thead>
              <tr>
                <th scope="col">{word}</th>
                <th scope="col" data-number>
                  Before → after
                </th>
                <th scope="col" data-number>
                  Change
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map(({ username, fullname, before, after, change }) => (
                <tr key={username}>
                  <td>
                    <PersonLink username={username} fullname={fullname} />
                  </td>
                  <td data-number>{`${score(before)} → ${score(after)}`}</td>
                  <td data-number>
                    <Change change={change} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </section>
  )
}
