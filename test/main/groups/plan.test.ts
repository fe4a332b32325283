import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Input } from '../../../src/contract/calls.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant({ people: 30 })
  const { edit } = tenant.demo
  for (const group of ['Crew', 'Other crew']) edit.createGroup(group)
  for (const name of ['ann', 'ben', 'cam', 'dee', 'eve', "o'neil"])
    edit.addUser(`${name}@example.com`, { fullname: `${name[0]?.toUpperCase()}${name.slice(1)} Crewe` })
  for (const name of ['ann', 'ben', 'cam']) edit.addToGroup(`${name}@example.com`, 'Crew')
  edit.invite('guest@example.com')
  await tenant.call('directory.sync', {})
})
afterEach(() => tenant.close())

async function plan(input: Partial<Input<'groups.plan'>> & { usernames: string[] }) {
  const view = await tenant.call('groups.plan', { name: 'Crew', mode: 'exact', ...input })
  const rows = view.rows.map(({ change, verdict }) => {
    const sign = change.kind === 'groups' ? (change.add.length > 0 ? '+' : '-') : '?'
    return `${verdict} ${sign}${change.username}`
  })
  return { ...view, lines: rows, said: view.rows.map(({ reason = '' }) => reason) }
}

describe('members of a group', () => {
  it('are found by what is typed, and nobody who is not in it', async () => {
    const found = async (text: string) => {
      const { rows, total } = await tenant.call('groups.get', { name: 'Crew', text, limit: 2 })
      return [total, ...rows.map(({ username }) => username)]
    }
    expect(await found('crewe')).toEqual([3, 'ann@example.com', 'ben@example.com'])
    expect(await found('Cam ')).toEqual([1, 'cam@example.com'])
    // "dee" and "eve" are people of the company, and not in the group.
    expect(await found('dee')).toEqual([0])
    expect(await found('  ')).toEqual([3, 'ann@example.com', 'ben@example.com'])
    expect(await tenant.refused('groups.get', { name: 'crew', text: 'ann', limit: 2 })).toMatchObject({
      code: 'not-found',
    })
  })
})

describe('a group like a list', () => {
  it('gets who is missing, loses who is not listed, or both', async () => {
    const usernames = ['ANN@example.com', 'ben@example.com', 'dee@example.com']
    expect((await plan({ usernames, mode: 'add' })).lines).toEqual([
      'unchanged +ann@example.com',
      'unchanged +ben@example.com',
      'change +dee@example.com',
    ])
    expect((await plan({ usernames, mode: 'remove' })).lines).toEqual([
      'change -ann@example.com',
      'change -ben@example.com',
      'unchanged -dee@example.com',
    ])
    const exact = await plan({ usernames })
    expect(exact.lines).toEqual([
      'unchanged +ann@example.com',
      'unchanged +ben@example.com',
      'change +dee@example.com',
      'change -cam@example.com',
    ])
    expect(exact).toMatchObject({ members: { before: 3, after: 3 }, stopped: null })
  })

  it('leaves out whom somebody decided to leave as they are, with the reason, until they are taken back', async () => {
    const usernames = ['ann@example.com', 'dee@example.com']
    const made = await plan({ usernames })
    expect(made.lines).toEqual([
      'unchanged +ann@example.com',
      'change +dee@example.com',
      'change -ben@example.com',
      'change -cam@example.com',
    ])
    expect(made.memberships).toEqual([{ group: 'Crew', added: 1, removed: 2 }])
    const leave = (rows: number[], reason: string | null) =>
      tenant.call('changes.leaveOut', { plan: made.plan, rows, reason })
    // The first is unchanged anyway, and stays what it was.
    const left = await leave([0, 1, 2], 'on leave until May')
    expect(left.rows.map(({ verdict, reason, leftOut }) => [verdict, leftOut?.reason ?? null, reason])).toEqual([
      ['unchanged', null, made.rows[0]?.reason],
      ['unchanged', 'on leave until May', 'Left out: on leave until May'],
      ['unchanged', 'on leave until May', 'Left out: on leave until May'],
      ['change', null, undefined],
    ])
    expect(left.memberships).toEqual([{ group: 'Crew', added: 0, removed: 1 }])
    const back = await leave([0, 2, 3], null)
    expect(back.rows.map(({ verdict }) => verdict)).toEqual(['unchanged', 'unchanged', 'change', 'change'])
    const lines = (await tenant.call('journal.page', { offset: 0, limit: 50 })).rows.filter(
      ({ kind }) => kind === 'left-out',
    )
    expect(lines.map(({ data }) => [data.reason, data.total])).toEqual([
      ['on leave until May', 2],
      [null, 1],
    ])
    await tenant.call('writing.enable', {})
    const { job } = await tenant.call('changes.apply', { plan: made.plan, acceptFewer: true })
    const done = await tenant.call('jobs.wait', { job, timeoutMs: 30_000 })
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'confirmed', 'confirmed'])
    const { rows } = await tenant.call('groups.get', { name: 'Crew', limit: 10 })
    expect(rows.map(({ username }) => username)).toEqual(['ann@example.com'])
    expect(await tenant.refused('changes.leaveOut', { plan: made.plan, rows: [3], reason: 'late' })).toMatchObject({
      code: 'conflict',
    })
  })

  it('takes nobody by an address that its line may give to somebody else', async () => {
    tenant.demo.edit.addUser('neil@example.com', { fullname: 'Neil Ito' })
    await tenant.call('directory.sync', {})
    const lines = [
      'everyone except eve@example.com',
      'Dee Crewe reports to eve@example.com',
      'Cc: eve@example.com',
      'Bo Other <eve@example.com>',
      "o 'neil@example.com",
    ]
    for (const mode of ['add', 'exact'] as const) {
      const view = await plan({ usernames: ['ann@example.com', 'ben@example.com', 'cam@example.com', ...lines], mode })
      expect(view.lines.filter((line) => line.startsWith('change'))).toEqual([])
      expect(view.lines.filter((line) => line.startsWith('blocked +'))).toHaveLength(lines.length)
    }
    const [said] = (await plan({ usernames: ['everyone except eve@example.com'], mode: 'add' })).said
    expect(said).toBe(
      '"everyone except eve@example.com" holds the address of Eve Crewe (eve@example.com), but what stands beside it may mean somebody else. The words beside it (“except”) may mean that somebody else is meant. Give the address alone.',
    )
  })

  it('says no more of what stands around an address than that it may speak against it', async () => {
    const { said } = await plan({ usernames: ['dee@example.com', 'Leavers:', 'eve@example.com'], mode: 'add' })
    expect(said.join('\n')).toContain(
      '"eve@example.com" holds the address of Eve Crewe (eve@example.com), but what the list says around it may speak against it.',
    )
  })

  it.each([
    ['under a heading', ['dee@example.com', 'Leavers:', 'eve@example.com']],
    ['under another heading', ['dee@example.com', 'Contact:', 'eve@example.com']],
    ['with a mark that others lack', ['dee@example.com', '# eve@example.com']],
    ['with a minus beside a plus', ['+ dee@example.com', '- eve@example.com']],
    ['said to have left', ['dee@example.com', 'eve@example.com (left)']],
    ['under the text of a mail', ['dee@example.com', 'Thanks', 'eve@example.com']],
  ])('asks about an address %s, though it stands alone', async (_, usernames) => {
    const added = (await plan({ usernames, mode: 'add' })).lines
    expect(added.filter((line) => line.startsWith('change') && line.includes('eve'))).toEqual([])
    expect(added.some((line) => line.startsWith('blocked +') && line.includes('eve'))).toBe(true)
    tenant.demo.edit.addToGroup('eve@example.com', 'Crew')
    await tenant.call('directory.sync', {})
    expect((await plan({ usernames })).lines).toContain('blocked -eve@example.com')
  })

  it('removes nobody whom a list of removals says to keep', async () => {
    const { lines } = await plan({
      usernames: ['Remove:', 'ann@example.com', 'Keep:', 'ben@example.com'],
      mode: 'remove',
    })
    expect(lines).toEqual(['change -ann@example.com', 'blocked -Remove:', 'blocked -Keep:', 'blocked -ben@example.com'])
  })

  it('keeps everybody whose address a line holds that could not be told', async () => {
    const lines = [
      'Dee Crewe (manager: ann@example.com)',
      'Ben Crewe <ben@example.com>, instead of cam@example.com',
      'dee@example.com',
    ]
    const { lines: said, said: why } = await plan({ usernames: lines })
    expect(said).toEqual([
      'change +dee@example.com',
      `blocked +${lines[0]}`,
      `blocked +${lines[1]}`,
      'blocked -ann@example.com',
      'blocked -ben@example.com',
      'blocked -cam@example.com',
    ])
    expect(why[2]).toContain('several addresses')
  })

  it('says who had an address before, and keeps them', async () => {
    const { edit } = tenant.demo
    edit.changeEmail('ben@example.com', 'ben.brown@example.com')
    await tenant.call('directory.sync', {})
    const view = await plan({ usernames: ['ann@example.com', 'cam@example.com', 'ben@example.com'] })
    expect(view.lines).toEqual([
      'unchanged +ann@example.com',
      'unchanged +cam@example.com',
      'blocked +ben@example.com',
      'blocked -ben.brown@example.com',
    ])
    expect(view.said[2]).toMatch(/Ben Crewe \(ben\.brown@example\.com\) had it before \d+ \w+ \d{4}\./)
  })

  it('reads an address as mail programs and lists write it', async () => {
    const usernames = ['"Crewe, Eve" <eve@example.com>', '- Dee Crewe dee@example.com', "2. <o'neil@example.com>;"]
    expect((await plan({ usernames, mode: 'add' })).lines).toEqual([
      'change +eve@example.com',
      'change +dee@example.com',
      "change +o'neil@example.com",
    ])
  })

  it('never lets a line fall that is nobody, and keeps whom it may mean', async () => {
    const view = await plan({
      usernames: ['ann@example.com', 'ben@exmaple.com', 'Cam Crewe', 'guest@example.com', 'dee'],
    })
    expect(view.lines).toEqual([
      'unchanged +ann@example.com',
      'blocked +guest@example.com',
      'blocked +ben@exmaple.com',
      'blocked +Cam Crewe',
      'blocked +dee',
      'blocked -ben@example.com',
      'blocked -cam@example.com',
    ])
    expect(view.said[2]).toContain('ben@example.com')
    expect(view.said[3]).toContain('cam@example.com')
    expect(view.said[5]).toContain('ben@exmaple.com')
  })

  it('reads addresses as mails and lists give them, each person once', async () => {
    const usernames = [
      '"Dee" <dee@example.com>',
      'mailto:dee@example.com',
      ' EVE@example.com\u200b',
      '',
      "o'neil@example.com",
    ]
    expect((await plan({ usernames, mode: 'add' })).lines).toEqual([
      'change +dee@example.com',
      'change +eve@example.com',
      "change +o'neil@example.com",
    ])
  })

  it('stops where the list is suspiciously short, empty, or of other people', async () => {
    const short = await plan({ usernames: ['ann@example.com'] })
    expect(short.stopped).toContain('may be incomplete')
    expect(await tenant.refused('changes.apply', { plan: short.plan })).toMatchObject({ code: 'not-allowed' })
    expect((await plan({ usernames: [] })).stopped).not.toBeNull()
    expect((await plan({ usernames: ['ann@example.com'], mode: 'remove' })).stopped).toBeNull()
    for (const name of ['dee', 'eve']) tenant.demo.edit.addToGroup(`${name}@example.com`, 'Crew')
    await tenant.call('directory.sync', {})
    const { rows } = await tenant.call('users.page', { limit: 10, notGroups: ['Crew'], status: ['active'] })
    expect((await plan({ usernames: rows.map(({ username }) => username) })).stopped).toContain('another group')
  })

  it('is an empty plan where all is so already', async () => {
    const { counts, stopped } = await plan({ usernames: ['ann@example.com', 'BEN@example.com', 'cam@example.com'] })
    expect(counts).toEqual({ change: 0, unchanged: 3, blocked: 0 })
    expect(stopped).toBeNull()
    expect((await plan({ usernames: [], mode: 'add' })).rows).toEqual([])
  })

  it('takes nobody out of a group whose name only looks the same, and says which one is meant', async () => {
    for (const name of ['crew', 'CREW', ' Crew', 'Crew ', 'Cr\u200bew', 'Ｃrew']) {
      const { lines, said, members } = await plan({ name, usernames: ['dee@example.com'] })
      expect([name, lines]).toEqual([name, ['blocked +dee@example.com']])
      expect(members).toEqual({ before: 0, after: 0 })
      expect(said[0]).toContain('"Crew"')
      expect((await plan({ name, usernames: ['ann@example.com'], mode: 'remove' })).lines).toEqual([
        'blocked -ann@example.com',
      ])
    }
  })

  it('takes a name with letters of another alphabet for no other group, whichever of both is there', async () => {
    tenant.demo.edit.createGroup('\u0421\u041e\u0415')
    tenant.demo.edit.addToGroup('eve@example.com', '\u0421\u041e\u0415')
    await tenant.call('directory.sync', {})
    for (const [name, there] of [
      ['\u0421rew', 'Crew'],
      ['Cr\u0435w', 'Crew'],
      ['COE', '\u0421\u041e\u0415'],
      ['coe', '\u0421\u041e\u0415'],
    ] as const) {
      const { lines, said } = await plan({ name, usernames: ['dee@example.com'], mode: 'add' })
      expect([name, lines]).toEqual([name, ['blocked +dee@example.com']])
      expect(said[0]).toContain(`"${there}"`)
    }
    const changes = ['Brand new', 'Br\u0430nd new'].map((group, at) => ({
      kind: 'groups' as const,
      username: ['ann@example.com', 'ben@example.com'][at] as string,
      add: [group],
      remove: [],
    }))
    const { rows } = await tenant.call('changes.preview', { changes })
    expect(rows.map(({ verdict }) => verdict)).toEqual(['blocked', 'blocked'])
  })

  it('counts as members to be only whom a row would add or take out', async () => {
    const usernames = ['ann@example.com', 'dee@example.com', 'nobody@example.com']
    await tenant.call('guards.set', { protected: ['ben@example.com'] })
    for (const [mode, after] of [
      ['add', 4],
      ['remove', 2],
      ['exact', 3],
    ] as const) {
      expect([mode, (await plan({ usernames, mode })).members]).toEqual([mode, { before: 3, after }])
    }
  })

  it('says of a line with several addresses that there are several', async () => {
    const { said } = await plan({ usernames: ['ann@example.com, eve@example.com'], mode: 'add' })
    expect(said).toEqual([expect.stringContaining('several addresses')])
  })

  it('bears any group name', async () => {
    const names = ['a"b', 'a/b', 'a;b', 'a|b', '😀', ' both ', '__proto__', 'constructor', 'x'.repeat(255), "q'--"]
    for (const name of names) {
      tenant.demo.edit.createGroup(name)
      tenant.demo.edit.addToGroup('ann@example.com', name)
    }
    await tenant.call('directory.sync', {})
    for (const name of names)
      expect((await plan({ name, usernames: ['ann@example.com', 'dee@example.com'] })).lines).toEqual([
        'unchanged +ann@example.com',
        'change +dee@example.com',
      ])
  })

  it('for any list: adds just who is listed and no member, removes just members who are not listed', async () => {
    const all = ['ann', 'ben', 'cam', 'dee', 'eve'].map((name) => `${name}@example.com`)
    const members = new Set(all.slice(0, 3))
    const line = fc.oneof(
      fc.constantFrom(...all).chain((address) => fc.constantFrom(address, address.toUpperCase(), ` ${address} `)),
      fc.string({ maxLength: 12 }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom('add', 'remove', 'exact'),
        async (usernames, mode) => {
          const { rows } = await plan({ usernames, mode: mode as 'exact' })
          const listed = new Set(usernames.map((one) => one.trim().toLowerCase()).filter((one) => all.includes(one)))
          const changed = rows.filter(({ verdict }) => verdict === 'change')
          const adds = changed.flatMap(({ change }) =>
            change.kind === 'groups' && change.add.length > 0 ? [change.username] : [],
          )
          const removes = changed.flatMap(({ change }) =>
            change.kind === 'groups' && change.remove.length > 0 ? [change.username] : [],
          )
          expect(new Set(adds)).toEqual(
            new Set(mode === 'remove' ? [] : [...listed].filter((one) => !members.has(one))),
          )
          for (const one of removes)
            expect(
              members.has(one) && (mode === 'exact' ? !listed.has(one) : mode === 'remove' && listed.has(one)),
            ).toBe(true)
          // Every line that is nobody has its row.
          const strangers = usernames
            .map((one) => one.trim())
            .filter((one) => one !== '' && !listed.has(one.toLowerCase()))
          const said = new Set(
            rows.filter(({ verdict }) => verdict === 'blocked').map(({ change }) => change.username.toLowerCase()),
          )
          for (const one of strangers) expect(said.has(one.toLowerCase())).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })
})
