import { describe, expect, it } from 'vitest'
import { mostEntries, mostNames } from '../../../src/main/changes/kinds/common/kind.ts'
import { type Sendable, showRequest, toRequests } from '../../../src/main/changes/requests.ts'
import { commands } from '../../../src/main/lastpass/commands.ts'
import { fc } from '../../harness/properties.ts'
import { anyChange } from './states.ts'

const anybody = fc.integer({ min: 0, max: 1500 }).map((n) => `p${n}@example.com`)
const sendables = fc
  .array(anyChange(anybody), { maxLength: 60 })
  .map((changes): Sendable[] => changes.map((send, row) => ({ row, send })))

describe('requests', () => {
  it('carry each row exactly once, in batches within bounds, nobody twice in one, and as the service takes them', () => {
    fc.assert(
      fc.property(sendables, (all) => {
        const requests = toRequests(all)
        expect(requests.flatMap(({ rows }) => rows).sort((a, b) => a - b)).toEqual(all.map(({ row }) => row))
        for (const { command, data, rows } of requests) {
          expect(commands[command].kind).toBe('write')
          expect(commands[command].request.safeParse(data).success).toBe(true)
          const people = rows.map((row) => all[row]?.send.username)
          expect(new Set(people).size).toBe(people.length)
          if (Array.isArray(data)) expect(data).toHaveLength(rows.length)
          else expect(rows).toHaveLength(1)
        }
      }),
    )
  })

  it('fill batches to the brim', () => {
    const disable = Array.from(
      { length: 1000 },
      (_, row): Sendable => ({ row, send: { kind: 'disable', username: `p${row}@example.com` } }),
    )
    expect(toRequests(disable).map(({ command, rows }) => [command, rows.length])).toEqual([
      ['disableuser', mostNames],
      ['disableuser', mostNames],
    ])
    const groups = disable.map(
      ({ row, send }): Sendable => ({
        row,
        send: { kind: 'groups', username: send.username, add: ['Dev'], remove: [] },
      }),
    )
    expect(toRequests(groups)).toHaveLength(1000 / mostEntries)
  })

  it('disable with disableuser, and use deluser only for what cannot be had otherwise', () => {
    const username = 'ann@example.com'
    const of = (kind: 'disable' | 'remove' | 'delete' | 'uninvite') =>
      toRequests([{ row: 0, send: { kind, username } }])[0]
    expect(of('disable')).toMatchObject({ command: 'disableuser', data: [username] })
    expect(of('remove')).toMatchObject({ command: 'deluser', data: { username, deleteaction: 1 } })
    expect(of('delete')).toMatchObject({ command: 'deluser', data: { username, deleteaction: 2 } })
    expect(of('uninvite')).toMatchObject({ command: 'deluser', data: { username, deleteaction: 3 } })
  })

  it('are shown with the hash masked, as a command line that a shell reads back', () => {
    const shown = showRequest(
      { command: 'updateuser', data: { username: "o'hara@example.com", fullname: "Pat O'Hara $(id)" } },
      { cid: '123', baseUrl: 'https://lastpass.example.com/api' },
    )
    expect(JSON.parse(shown.body)).toMatchObject({ cid: 123, provhash: '********', cmd: 'updateuser' })
    expect(shown.curl).toContain(`'\\''`)
    expect(shown.curl.replaceAll("'\\''", '').match(/'/g)?.length).toBe(6)
  })
})
