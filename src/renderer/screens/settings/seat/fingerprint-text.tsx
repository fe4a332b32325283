import { Fragment } from 'react'

/** A fingerprint in groups that do not break inside. */
export function FingerprintText({ text }: { text: string }) {
  const groups = text.split(/[\s:-]+/).flatMap((part) => part.match(/.{1,8}/g) ?? [])
  return (
    <code>
      {groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat and never move
        <Fragment key={at}>
          {at > 0 && ' '}
          <span style={{ whiteSpace: 'nowrap' }}>{group}</span>
        </Fragment>
      ))}
    </code>
  )
}
