import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom as takenFromList } from '../../harness/matching.ts'
import { fc } from '../../harness/properties.ts'

// Lists that programs and forms write: which rows say that their people leave, which say that they are there, and which only ask.

const people: Readonly<Record<string, string>> = {
  'anna.lee': 'Anna Lee',
  'bob.stone': 'Bob Stone',
  'carla.diaz': 'Carla Diaz',
}
const at = (local: string) => `${local}@example.com`
const [anna, bob, carla] = Object.keys(people).map(at) as [string, string, string]

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-12-04')
})
afterAll(() => tenant.close())

const rowsOf = async (text: string) => (await tenant.call('leavers.match', { text })).rows

const takenFrom = (text: string) => takenFromList(tenant, text)

/** In which part of a comparison with a list of staff each account stands. */
async function comparedWith(text: string): Promise<Record<string, string[]>> {
  const { comparison } = await tenant.call('leavers.compare', { text })
  const parts: Record<string, string[]> = {}
  for (const kind of ['on-both', 'near', 'not-on-list'] as const) {
    const { rows } = await tenant.call('leavers.compared', { comparison, kind, offset: 0, limit: 100 })
    for (const { username } of rows) if (username !== null) parts[username] = [...(parts[username] ?? []), kind]
  }
  return parts
}

describe('a day after the last day', () => {
  it.each([
    `Email,End date,Rehire date\n${anna},2024-01-31,2025-03-01\n${bob},2024-01-31,`,
    `Email,Hire date,End date\n${anna},2025-03-01,2024-01-31\n${bob},2020-01-01,2024-01-31`,
    `E-Mail;Austritt;Wiedereintritt\n${anna};31.01.2024;01.03.2025\n${bob};31.01.2024;`,
    `Email,Last day,Contract extended until\n${anna},2026-10-31,31 October 2027\n${bob},2026-10-31,`,
  ])('asks about a leaver and keeps somebody on the staff: %j', async (text) => {
    expect(await takenFrom(text)).toEqual([bob])
    expect(await comparedWith(text)).toMatchObject({ [anna]: ['on-both'], [bob]: ['not-on-list'] })
  })

  it('is told with its column', async () => {
    const [row] = await rowsOf(`Email,End date,Rehire date\n${anna},2024-01-31,2025-03-01`)
    expect(row?.message).toContain(
      'The list gives 2025-03-01 in the column "Rehire date", which is after the last day, 2024-01-31.',
    )
  })

  it('is the doubt of its row, and so are words beside an address; whoever is found has none', async () => {
    const [asked, found] = await rowsOf(`Email,End date,Rehire date\n${anna},2024-01-31,2025-03-01\n${bob},2024-01-31,`)
    expect([asked?.doubt, found?.doubt]).toEqual([
      'The list gives 2025-03-01 in the column "Rehire date", which is after the last day, 2024-01-31.',
      undefined,
    ])
    expect((await rowsOf(`Typo, should be ${anna}`))[0]?.doubt).toContain('were not understood')
  })

  it('says nothing where it is before the last day, or only begins what ended', async () => {
    expect(await takenFrom(`Email,Start date,End date\n${anna},2020-01-01,2024-01-31`)).toEqual([anna])
  })
})

it('asks about a last day with more than a day in its cell', async () => {
  const text = `Email,Contract end\n${anna},30.06.2025 (now 2028)\n${bob},31.12.2024`
  expect(await takenFrom(text)).toEqual([bob])
  expect((await rowsOf(text))[0]?.message).toContain(
    'The list gives "30.06.2025 (now 2028)" as the last day, which could not be read.',
  )
  expect(await comparedWith(text)).toMatchObject({ [anna]: ['on-both'], [bob]: ['not-on-list'] })
})

describe('a column of statuses', () => {
  it.each([
    ['在籍区分', '在籍', '退職'],
    ['员工状态', '在职', '离职'],
    ['Beschäftigungsart', 'aktiv', 'ausgeschieden'],
    ['HR', 'Maternity leave', 'Resigned'],
    ['Estado', 'Alta', 'Baja'],
    ['In post', 'Yes', 'No'],
  ])('is known by its cells, whatever its header: %s', async (header, there, left) => {
    const text = `Email\t${header}\n${anna}\t${there}\n${bob}\t${left}`
    expect(await takenFrom(text)).toEqual([bob])
    expect(await comparedWith(text)).toMatchObject({ [anna]: ['on-both'], [bob]: ['not-on-list'] })
  })

  it('is none where its cells say only how somebody is employed', async () => {
    expect(await takenFrom(`Email,Contract type\n${anna},Permanent\n${bob},Fixed term`)).toEqual([anna, bob])
  })

  it('speaks of people who left where a remark speaks against it: they are no staff to be sure of, and none to be disabled', async () => {
    const text = `Email,Contract end,Note\n${anna},31.10.2026,renewed until 2027\n${bob},31.10.2026,`
    expect(await comparedWith(text)).toMatchObject({ [anna]: ['near'], [bob]: ['not-on-list'] })
  })
})

describe('records of a line for each field', () => {
  it.each([
    `email: ${anna}\nstatus: active\n\nemail: ${bob}\nstatus: terminated`,
    `- name: Anna Lee\n  email: "${anna}"\n  status: active\n- name: Bob Stone\n  email: "${bob}"\n  status: terminated`,
    `Name: Anna Lee\nE-Mail: ${anna}\nStatus: aktiv\n\n\nName: Bob Stone\nE-Mail: ${bob}\nStatus: ausgeschieden`,
    `User: ${anna}\nManager: ${carla}\nStatus: Active\nUser: ${bob}\nManager: ${carla}\nStatus: Left`,
  ])('are the rows of a table: %j', async (text) => {
    expect(await takenFrom(text)).toEqual([bob])
    expect(await comparedWith(text)).toMatchObject({ [anna]: ['on-both'], [bob]: ['not-on-list'] })
  })

  it('give every person to their own record, in whatever order the fields stand', async () => {
    const labels = { email: 'Email', name: 'Full name', status: 'Status', manager: 'Manager' } as const
    type Label = keyof typeof labels
    const fields = fc.shuffledSubarray(Object.keys(labels) as Label[], { minLength: 4 })
    const left = fc.subarray(Object.entries(people))
    await fc.assert(
      fc.asyncProperty(fields, left, fc.constantFrom(':', ' : ', '：', ':\t'), async (order, leaving, colon) => {
        const record = ([local, name]: [string, string]) => {
          const values: Record<Label, string> = {
            email: at(local),
            name,
            status: leaving.some(([each]) => each === local) ? 'Terminated' : 'Active',
            manager: carla,
          }
          return order.map((field) => `${labels[field]}${colon}${values[field]}`).join('\n')
        }
        const text = Object.entries(people).map(record).join('\n\n')
        const expected = leaving.map(([local]) => at(local)).sort()
        // Where nobody leaves, the status tells nobody apart.
        expect(await takenFrom(text)).toEqual(expected.length === 0 ? [anna, bob, carla] : expected)
      }),
    )
  })

  it.each([
    `Leaver: ${anna}\nSuccessor: ${bob}`,
    `Paul: please disable ${anna}\nMaria: ${bob} stays\nPaul: thanks`,
    `From: ${anna}\nTo: ${bob}\n\nFrom: ${bob}\nTo: ${anna}`,
  ])('are not seen in other lines with colons: %j', async (text) => {
    const { table } = await tenant.call('leavers.match', { text })
    expect(table).toBeNull()
    expect(await takenFrom(text)).not.toContain(bob)
  })
})

describe('a sentence about the list', () => {
  it.each([
    ['The last two on hold', [anna]],
    ['Hold on the bottom two please', [anna]],
    ['Die letzten beiden bitte noch nicht', [anna]],
  ])('that names people by their places asks about all: %s', async (said) => {
    expect(await takenFrom(`${anna}\n${bob}\n${carla}\n\n${said}`)).toEqual([])
  })

  it.each([
    'Do not process yet',
    'Please wait with these.',
    'ignore the above',
    'on hold until January',
    'Bitte noch nicht',
  ])('that stops everything asks about all: %s', async (said) =>
    expect(await takenFrom(`${anna}\n${bob}\n\n${said}`)).toEqual([]),
  )

  it.each([
    'Please do not reply to this mail.',
    'Do not forget the key cards.',
    'Not urgent.',
    'Thanks for handling the above',
    'Please disable the above users',
    'The last two leave today',
  ])('that speaks of something else asks about nobody: %s', async (said) => {
    expect(await takenFrom(`${anna}\n${bob}\n\n${said}`)).toEqual([anna, bob])
  })

  it.each(['Correction: ', 'Typo, should be ', 'sorry, ', 'I meant ', 'Tippfehler, richtig ist '])(
    'that corrects asks about the line before it too: %s',
    async (said) => expect(await takenFrom(`${anna}\n${bob}\n${said}${carla}`)).toEqual([anna]),
  )

  it('that speaks against its own address asks about no other line', async () => {
    expect(await takenFrom(`${anna}\n${bob} <-- wrong one, ignore`)).toEqual([anna])
  })
})

describe('what stands before or over an address', () => {
  it('asks about all where some have a cross before them, and says so', async () => {
    const text = `x ${anna}\n  ${bob}\nx ${carla}`
    expect(await takenFrom(text)).toEqual([])
    expect((await rowsOf(text)).map(({ doubt }) => doubt)[1]).toBe(
      'Others in the text have a cross before them, and this one has none.',
    )
    expect(await takenFrom(`x ${anna}\nx ${bob}`)).toEqual([anna, bob])
  })

  it.each(['DONE', 'Done:', 'Erledigt:', 'Completed'])('asks about those who are done with: %s', async (heading) => {
    expect(await takenFrom(`${anna}\n\n${heading}\n${bob}`)).toEqual([anna])
  })

  it('asks where a question asks for nothing to be done', async () => {
    expect(await takenFrom(`Who is ${anna}?`)).toEqual([])
    expect(await takenFrom(`Can you disable ${anna}?`)).toEqual([anna])
  })
})

describe('a column of a table', () => {
  it.each([
    ['Termin', '30.11.', 'steht noch nicht fest'],
    ['Due', '30/11/2026', '?'],
    ['LastPass', 'yes', 'no'],
    ['Last Pass access removal', 'open', 'done'],
    ['To', 'left', 'Marketing'],
    ['Disabled in AD', 'yes', 'no'],
  ])('asks about rows that say something else: %s', async (header, leaves, other) => {
    expect(await takenFrom(`Email,${header}\n${anna},${leaves}\n${bob},${other}`)).toEqual([anna])
  })

  it.each([
    ['Laptop returned', '30/11/2026', ''],
    ['AD', 'done', 'open'],
    ['Team', 'Sales', 'Marketing'],
  ])('asks about nobody where it is about something else: %s', async (header, one, other) => {
    expect(await takenFrom(`Email,${header}\n${anna},${one}\n${bob},${other}`)).toEqual([anna, bob])
  })
})

describe('two addresses of which one may be the other', () => {
  it.each([
    `${anna} = ${bob}`,
    `${anna} (was ${bob})`,
    `${anna} now ${bob}`,
    `${anna} (${bob})`,
    `${anna} [${bob}]`,
    `${anna} or ${bob}`,
    `${anna} oder ${bob}?`,
    `${anna} (alias ${bob})`,
    `[${anna}](mailto:${bob})`,
    `<a href="mailto:${bob}">${anna}</a>`,
    `${anna} <${bob}>`,
  ])('are both asked about: %s', async (text) => {
    expect(await takenFrom(text)).toEqual([])
    const said = JSON.stringify(await rowsOf(text))
    expect([said.includes(anna), said.includes(bob)]).toEqual([true, true])
  })

  it.each([
    `${anna}; <${bob}>`,
    `(${anna}) (${bob})`,
    `mailto:${anna}, mailto:${bob}`,
    `[${anna}](mailto:${anna}), [${bob}](mailto:${bob})`,
    `<a href="mailto:${anna}">Anna Lee</a>, <a href="mailto:${bob}">${bob}</a>`,
    `Anna Lee (${anna}), Bob Stone (${bob})`,
  ])('are not seen in a list: %s', async (text) => expect(await takenFrom(text)).toEqual([anna, bob]))
})

describe('a list of staff', () => {
  it.each([
    `Active employees (2)\n\n${anna}\n${carla}\n\nInactive employees (1)\n\nBob Stone\tSales\t${bob}`,
    `Team: ${anna}, ${carla}\nno longer with us: ${bob}`,
    `${anna}\n${carla}\nnicht mehr bei uns: ${bob}`,
  ])('does not count whom it says to be gone: %j', async (text) => {
    expect((await comparedWith(text))[bob]).not.toContain('on-both')
  })
})
