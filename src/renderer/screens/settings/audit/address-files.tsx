import { Button } from '@mantine/core'
import type { Output } from '../../../../contract/calls.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct } from '../../../lib/application/queries.ts'
import { shortDay } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'

/** Databases that say in which country an address is and who provides it; read on this computer alone. */
export function AddressFiles({
  settings: { addressFiles },
  mayEdit,
}: {
  settings: Output<'audit.settings'>
  mayEdit: boolean
}) {
  const add = useAct('audit.addAddressFile')
  const remove = useAct('audit.removeAddressFile')
  const error = add.error ?? remove.error
  return (
    <section className={sections.section}>
      <h3>Countries and providers of addresses</h3>
      <p className={sections.note}>
        From MMDB files that you keep, for instance GeoLite2. They stay where they are and are read on this computer
        alone; no address is asked about over the network.
      </p>
      {addressFiles.length === 0 && <p>No file is in use, so no country is known.</p>}
      {addressFiles.map(({ path, kind, built, problem }, number) => (
        <div key={path} className={sections.actions}>
          <span>
            <bdi>{path}</bdi>{' '}
            <span className={sections.note}>
              {problem ?? `${kind}${built === null ? '' : `, made on ${shortDay(built)}`}`}
            </span>
          </span>
          {mayEdit && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              aria-label={`Take off ${path}`}
              disabled={remove.isPending}
              onClick={() => remove.mutate({ number })}
            >
              Take off
            </Button>
          )}
        </div>
      ))}
      {error && <FailureState failure={failureOf(error)} compact />}
      {mayEdit && addressFiles.length < 4 && (
        <div className={sections.actions}>
          <Button variant="default" loading={add.isPending} onClick={() => add.mutate({})}>
            Choose a file
          </Button>
        </div>
      )}
    </section>
  )
}
