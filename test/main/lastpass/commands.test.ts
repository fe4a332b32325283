import { expect, test } from 'vitest'
import { type CommandName, commands } from '../../../src/main/lastpass/commands.ts'

/** The requests that the service documents, and what must not leave. */
const requests: Record<CommandName, { right: unknown[]; wrong: unknown[] }> = {
  getuserdata: {
    right: [
      undefined,
      {},
      { username: '' },
      { username: 'ann@example.com', disabled: 0, admin: 1 },
      { pagesize: 500, pageindex: 0 },
    ],
    wrong: [{ disabled: true }, { pageindex: -1 }, { pagesize: 0 }, { user: 'x' }, 'all'],
  },
  getsfdata: { right: [undefined, 'all'], wrong: ['some', {}, null] },
  getdetailedsfdata: {
    right: [undefined, 'all', { data: 'all', pagesize: 100, pageindex: 0 }],
    wrong: [{ pagesize: 100 }, 'x'],
  },
  reporting: {
    right: [
      {},
      { from: '2025-03-08 00:00:00', to: '2025-03-09 00:00:00', user: 'allusers', search: '', admin: 0 },
      { from: '2025-03-08 00:00:00', to: '2025-03-09 00:00:00', next: '1741503598123456' },
      { format: 'siem' },
    ],
    wrong: [{ from: '2025-03-08' }, { to: '2025-03-08T00:00:00Z' }, { format: 'csv' }, { next: 5 }, undefined],
  },
  expiredmasterpwlist: {
    right: [undefined, {}, { limit: 500, continuation_token: '2210' }],
    wrong: [{ limit: 501 }, { limit: 0 }],
  },
  batchadd: {
    right: [
      [
        { username: 'ann@example.com' },
        { username: 'ben@example.com', fullname: 'Ben Example', groups: ['Dev'], attribs: { EmployeeNumber: '42' } },
        {
          username: 'cy@example.com',
          password: 'initial',
          password_reset_required: false,
          duousername: 'cy',
          securidusername: 'cy',
        },
      ],
    ],
    wrong: [
      [],
      { username: 'x' },
      [{ fullname: 'x' }],
      [{ username: 'x', admin: true }],
      [{ username: 'x', groups: 'A' }],
      [{ username: '' }],
    ],
  },
  batchchangegrp: {
    right: [
      [
        { username: 'ann@example.com', add: ['Dev'] },
        { username: 'ben@example.com', add: ['Ops'], del: ['Dev'] },
      ],
    ],
    wrong: [[], [{ username: 'x', add: 'Dev' }], [{ username: 'x', remove: [] }], [{ add: ['Dev'] }]],
  },
  deluser: {
    right: [0, 1, 2, 3].map((deleteaction) => ({ username: 'ann@example.com', deleteaction })),
    wrong: [
      { username: 'x' },
      { username: 'x', deleteaction: 4 },
      { username: 'x', deleteaction: '0' },
      { deleteaction: 0 },
    ],
  },
  enableuser: { right: [['ann@example.com', 'ben@example.com']], wrong: [[], 'ann@example.com', [''], [5]] },
  disableuser: { right: [['ann@example.com', 'ben@example.com']], wrong: [[], 'ann@example.com', [''], [5]] },
  updateuser: {
    right: [{ username: 'ann@example.com', fullname: 'Ann E.', duousername: 'ann' }],
    wrong: [{ fullname: 'x' }, { username: 'x', disabled: true }],
  },
  updateemail: {
    right: [{ oldemail: 'ann@example.com', newemail: 'anna@example.com' }],
    wrong: [{ oldemail: 'x' }, { newemail: 'x' }, { oldemail: 'x', newemail: '' }],
  },
  reinviteuser: { right: [{ username: 'ann@example.com' }], wrong: [{}, ['x'], 'x'] },
  resetpassword: { right: [{ username: 'ann@example.com' }], wrong: [{}, ['x'], 'x'] },
  requiremasterpasswordchange: { right: [{ username: 'ann@example.com' }], wrong: [{}, ['x'], 'x'] },
  disablemultifactor: { right: [{ username: 'ann@example.com' }], wrong: [{}, ['x'], 'x'] },
}

test('exactly the commands of the service are there; what it has withdrawn is not', () => {
  expect(Object.keys(commands).sort()).toEqual(Object.keys(requests).sort())
})

test.each(Object.entries(requests) as [CommandName, (typeof requests)[CommandName]][])(
  '%s takes the documented requests unchanged, and no other',
  (command, { right, wrong }) => {
    const { request } = commands[command]
    for (const data of right) expect(request.parse(data)).toEqual(data)
    for (const data of wrong) expect(request.safeParse(data).success, JSON.stringify(data)).toBe(false)
  },
)

test('only reads may be sent twice', () => {
  expect(
    Object.entries(commands)
      .filter(([, { idempotent }]) => idempotent)
      .map(([name]) => name)
      .sort(),
  ).toEqual(['expiredmasterpwlist', 'getdetailedsfdata', 'getsfdata', 'getuserdata', 'reporting'])
  for (const { kind, idempotent } of Object.values(commands)) expect(kind === 'read').toBe(idempotent)
})
