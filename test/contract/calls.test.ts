import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { calls } from '../../src/contract/calls.ts'

type Node = {
  type?: string
  properties?: Record<string, Node>
  items?: Node
  anyOf?: Node[]
  oneOf?: Node[]
  maxItems?: number
  additionalProperties?: Node | boolean
}

/** Every place of a schema, with its path. */
function* places(node: Node | boolean | undefined, path: string): Generator<[string, Node]> {
  if (node === undefined || typeof node === 'boolean') return
  yield [path, node]
  for (const [name, part] of Object.entries(node.properties ?? {})) yield* places(part, `${path}.${name}`)
  yield* places(node.items, `${path}[]`)
  yield* places(typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined, `${path}{}`)
  for (const part of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) yield* places(part, path)
}
const outputs = Object.entries(calls).flatMap(([name, call]) => [
  ...places(z.toJSONSchema(call.output, { io: 'input', unrepresentable: 'any' }) as Node, name),
])

describe('the table of calls', () => {
  it('has no output that is named like a secret', () => {
    const secretive = outputs
      .map(([path]) => path)
      .filter((path) =>
        /(prov_?hash|provisioning|secret|passphrase|encryptionkey|databasekey|credentialhash)$/i.test(path),
      )
    expect(secretive).toEqual([])
  })

  it('bounds every page of rows that it gives', () => {
    const unbounded = outputs
      .filter(([path, node]) => node.type === 'array' && /\.rows$/.test(path) && node.maxItems === undefined)
      .map(([path]) => path)
    expect(unbounded).toEqual([])
  })

  it('takes no address, path or SQL from the page, but for the service address of a new tenant, and where an admin sends events', () => {
    const inputs = Object.entries(calls).flatMap(([name, call]) => [
      ...places(z.toJSONSchema(call.input, { io: 'input', unrepresentable: 'any' }) as Node, name),
    ])
    const suspicious = inputs.map(([path]) => path).filter((path) => /\.(url|path|sql|query)$/i.test(path))
    // Of a stream's receiver over HTTPS; a file is chosen in the system's dialog.
    expect([...new Set(suspicious)]).toEqual(['streams.add.receiver.url', 'streams.change.receiver.url'])
  })

  it('lets a manager see no people', () => {
    const open = Object.entries(calls)
      .filter(([, call]) => call.seats.includes('manager'))
      .map(([name]) => name)
    expect(open.filter((name) => /^(users|groups|folders)\./.test(name))).toEqual([])
  })
})
