import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom as takenFromList } from '../../harness/matching.ts'
import { fc } from '../../harness/properties.ts'

// What only the whole of a list shows: another line that speaks against somebody, marks that some lines carry, cells that some rows have.

const people: Readonly<Record<string, string>> = {
  'anna.lee': 'Anna Lee',
  'bob.stone': 'Bob Stone',
  'carla.diaz': 'Carla Diaz',
  'maria.rossi': 'Maria Rossi',
}
const at = (local: string) => `${local}@example.com`
const [anna, bob, carla, maria] = Object.keys(people).map(at) as [string, string, string, string]

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-12-04')
})
afterAll(() => tenant.close())

/** Who of the accounts counts as staff by a list, sorted. */
async function staffOf(text: string): Promise<string[]> {
  const { comparison } = await tenant.call('leavers.compare', { text })
  const { rows } = await tenant.call('leavers.compared', { comparison, kind: 'on-both', offset: 0, limit: 100 })
  return rows.flatMap(({ username }) => (username === null ? [] : [username])).sort()
}

const takenFrom = (text: string) => takenFromList(tenant, text)
const saidOf = async (text: string): Promise<string> =>
  (await tenant.call('leavers.match', { text })).rows.map(({ message }) => message).join('\n')

describe('somebody of whom another line says that they stay', () => {
  it.each([
    [`Everybody below except ${carla}:\n${anna}\n${bob}\n${carla}`, [anna, bob]],
    [`${anna}\n${bob}\n\nUpdate: ${bob} is staying`, [anna]],
    [`Leavers:\n- ${anna}\n- ${bob}\n\nSorry, Bob is staying with us.`, [anna]],
    [`${anna}\n${bob}\n\nBitte Bob Stone nicht sperren!`, [anna]],
    [`${anna}\n${carla}\n\nSauf Carla, merci`, [anna]],
    [`${anna}\n${bob}\n\nEDIT: scrap ${bob}, that was too early`, [anna]],
    [`${anna}\n${bob}\n\nps: Bob's contract got renewed, please leave him`, [anna]],
    [`${anna}\n${bob}\n\nCorrection: Bob Stone goes on until June`, [anna]],
    [`${anna}\n${bob}\n*${bob} was a mistake*`, [anna]],
    [`${anna}\n${bob}\n\nBob is fine`, [anna]],
    [`${anna}\n${bob}\n\n@Bob Stone welcome back!`, [anna]],
    [`1. Leavers\n${anna}\n2. Movers\n${bob}`, [anna]],
    [`• ${anna}\n• ${bob}\n@${maria}: Bob's been extended btw`, [anna]],
    [`${anna}\n${bob}\n${maria}: nope, bob only goes on leave`, [anna]],
    [`${anna}\n${bob}\nFrom HR (${maria}): Bob is not leaving`, [anna]],
    [`${anna}\n${carla}\n\nCarla no se va al final`, [anna]],
    [`Please do not touch ${anna} before Friday.\n\n${bob}\n${anna}`, [bob]],
  ])('is asked about: %j', async (text, taken) => {
    expect(await takenFrom(text)).toEqual(taken)
  })

  it('is told by the words that say so', async () => {
    expect(await saidOf(`${anna}\n${bob}\n\nUpdate: ${bob} is staying`)).toContain(
      'Another line of the text may mean that this person is not meant (“staying”).',
    )
  })

  it.each([
    `${anna}\n${bob}\n\nThey do not need the mailbox any more.`,
    `Hi Anna,\n\nplease disable:\n${anna}\n${bob}\n\nThanks, Maria`,
    `Anna Lee, account executive in Berlin\n${anna}\nBob Stone, works in sales\n${bob}`,
    `Anna Lee no longer works here: ${anna}\n${bob}`,
    `${anna}\n${bob}\n\nPlease do not reply to this mail.`,
    `${anna}\n${bob}\nCarla Diaz ${carla} stays`,
  ])('asks about nobody else: %j', async (text) => {
    expect(await takenFrom(text)).toEqual([anna, bob])
  })
})

it('is heard in letters that are neither large nor small', async () => {
  for (const [local, fullname] of Object.entries({ 'li.wei': '李伟', 'minsu.kim': '김민수', 'ahmed.ali': 'أحمد علي' }))
    tenant.demo.edit.addUser(at(local), { fullname })
  await tenant.call('directory.sync', {})
  const taken = async (local: string, remark: string) => takenFrom(`${anna}\n${at(local)}\n\n${remark}`)
  expect(await taken('li.wei', '李伟取消离职')).toEqual([anna])
  expect(await taken('minsu.kim', '김민수 님은 계속 근무합니다')).toEqual([anna])
  expect(await taken('minsu.kim', '김민수님은 계속 회사에 근무합니다')).toEqual([anna])
  expect(await taken('ahmed.ali', 'أحمد علي لن يغادر الشركة')).toEqual([anna])
  expect(await taken('ahmed.ali', 'أحمد علي')).toEqual([at('ahmed.ali'), anna])
})

it('whose name only looks like such words is taken, on however many lines', async () => {
  tenant.demo.edit.addUser('keep.lee@example.com', { fullname: 'Keep Lee' })
  await tenant.call('directory.sync', {})
  expect(await takenFrom(`Keep Lee <keep.lee@example.com>\n${anna}\n\nkeep.lee@example.com\n${anna}`)).toEqual([
    anna,
    'keep.lee@example.com',
  ])
})

describe('a mark that only some lines carry', () => {
  const marks = [
    '✅',
    '❌',
    '✔️',
    '✗',
    '⚠️',
    '⏳',
    '🚫',
    ':x:',
    ':white_check_mark:',
    '//',
    '#',
    '!',
    '+',
    '[x]',
    '☑',
    '??',
  ]
  it.each(marks)('asks about its person: %s', async (mark) => {
    expect(await takenFrom(`${mark} ${anna}\n${bob}\n${carla}`)).toEqual([bob, carla])
  })

  it.each(['✅', '❌ done', ':x:', '(?)', '?', '*', '†'])('asks behind an address too: %s', async (mark) => {
    expect(await takenFrom(`${anna} ${mark}\n${bob}\n${carla}`)).toEqual([bob, carla])
  })

  it('asks about all where some boxes are ticked and others are not', async () => {
    for (const [ticked, empty] of [
      ['- [x]', '- [ ]'],
      ['☑', '☐'],
      ['(x)', '( )'],
    ])
      expect(await takenFrom(`${ticked} ${anna}\n${empty} ${bob}\n${empty} ${carla}`)).toEqual([])
  })

  it('asks about all of a comparison of two lists', async () => {
    expect(await takenFrom(`+ ${anna}\n- ${bob}\n- ${carla}`)).toEqual([])
  })

  it('tells nobody apart where every line has it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...marks.filter((mark) => mark !== '??'), '•', '-', '*', '1.', '▪', '[ ]', '@'),
        fc.boolean(),
        async (mark, isNamed) => {
          const line = (address: string, name: string) =>
            `${mark}${mark === '@' ? '' : ' '}${isNamed ? `${name} <${address}>` : address}`
          if (mark === '@' && isNamed) return
          expect(await takenFrom([line(anna, 'Anna Lee'), line(bob, 'Bob Stone')].join('\n'))).toEqual([anna, bob])
        },
      ),
    )
  })

  it('is none where a sentence is friendly, or lists are nested', async () => {
    expect(await takenFrom(`Please disable ${anna} today 🙏\n${bob}`)).toEqual([anna, bob])
    expect(await takenFrom(`• ${anna}\n  ◦ ${bob}\n  ▪ ${carla}`)).toEqual([anna, bob, carla])
    expect(await takenFrom(`Can you disable ${anna}?`)).toEqual([anna])
  })

  it('may be a word: a yes and a no, a label of its own, words that say who leaves', async () => {
    for (const [yes, no] of [
      ['yes', 'no'],
      ['Y', 'N'],
      ['ja', 'nein'],
      ['ok', 'nok'],
    ])
      for (const between of [' - ', ' ', ': ', '\t', ' ('])
        expect(
          await takenFrom(`${anna}${between}${yes}\n${bob}${between}${no}\n${carla}${between}${yes}`),
        ).not.toContain(bob)
    expect(await saidOf(`${anna} - yes\n${bob}\n${carla} - no`)).toContain(
      'Others in the text have a yes or a no beside them, and this one has none.',
    )
    expect(await takenFrom(`Yes:\n${anna}\nNo:\n${bob}`)).toEqual([anna])
    expect(await takenFrom(`out: ${anna}\nin: ${bob}`)).toEqual([anna])
    expect(await takenFrom(`${anna} Umzug\n${bob} Austritt`)).toEqual([bob])
    expect(await takenFrom(`< ${anna}\n> ${bob}`)).toEqual([])
  })

  it.each([
    ['1', '2', '2'],
    ['A', 'B', 'A'],
    ['– Y', '– Y', '– Z'],
  ])('is a code behind the address, whatever it means: %s, %s, %s', async (...codes) => {
    const list = [anna, bob, carla].map((address, index) => `Somebody ${address} ${codes[index]}`)
    expect(await takenFrom(list.join('\n'))).toEqual([])
    expect(await takenFrom(list.map((line) => line.replace(/\S+$/, '1')).join('\n'))).toEqual([anna, bob, carla])
  })

  it.each(['1 = leaves, 2 = stays', '(L = leaver, S = stays)'])(
    'is a code that a legend explains: %s',
    async (legend) => {
      const [first, second] = [...legend.matchAll(/([\dLS]) =/g)].map(([, code]) => code)
      expect(await takenFrom(`${legend}\n${first} ${anna}\n${second} ${bob}`)).toEqual([])
    },
  )

  it('is no number ahead of the address, which counts the lines', async () => {
    expect(await takenFrom(`1 ${anna}\n2 ${bob}\n3 ${carla}`)).toEqual([anna, bob, carla])
  })

  it('is the sign before somebody who is spoken to, and a question mark alone', async () => {
    expect(await takenFrom(`@${maria} fyi\n${anna}`)).toEqual([anna])
    expect(await takenFrom(`@${maria}\n${anna}`)).toEqual([anna])
    expect(await takenFrom(`${anna} ?`)).toEqual([])
  })
})

describe('a cell that tells a row apart', () => {
  it.each([
    [
      `Name\tEmail\tNote\nAnna Lee\t${anna}\t\nBob Stone\t${bob}\tnot yet\nCarla Diaz\t${carla}\talready disabled`,
      [anna],
    ],
    [`E-Mail;Kommentar\n${anna};\n${bob};NICHT löschen\n${carla};Laptop zurückgegeben`, [anna, carla]],
    [`Courriel;Remarques\n${anna};demander à Marie\n${bob};`, [bob]],
    [`Email\tRemarks\n${anna}\tleaves on 30 November\n${bob}\t?`, [anna]],
    [`Email\tLeaving?\n${anna}\tyes\n${bob}\tno\n${carla}\t`, [anna]],
    [`Email\tDisable\n${anna}\tx\n${bob}\t\n${carla}\tx`, [anna, carla]],
    [`Email,Status\n${anna},Terminated\n${bob},Transferred\n${carla},`, [anna]],
    [`Email,Confirmed\n${anna},yes\n${bob},\n${carla},no`, [anna]],
    [`Email,Action\n${anna},Disable\n${bob},Transfer mailbox\n${carla},`, [anna]],
    [`Name,Email,Type\nAnna Lee,${anna},Leaver\nBob Stone,${bob},Mover`, [anna]],
    [`Email,Reason\n${anna},Resigned\n${bob},Moves to Paris\n${carla},Retired`, [anna, carla]],
    [`Email,Confirmed by manager\n${anna},Yes\n${bob},No`, [anna]],
    [`Email,Done\n${anna},x\n${bob},`, [bob]],
    [`Email,Status\n${anna},Closed\n${bob},Open`, [bob]],
    [`E-Mail;Freigabe\n${anna};✓\n${bob};✗\n${carla};✓`, [anna, carla]],
  ])('asks about its person: %j', async (text, taken) => {
    expect(await takenFrom(text)).toEqual(taken)
  })

  it('is not looked for where nearly every row says something else, and holds nothing up', async () => {
    const rows = Array.from({ length: 600 }, (_, n) => `person${n}@nowhere.test,note ${n}`)
    expect(await takenFrom(['Email,Reference', `${anna},Resigned`, `${bob},x`, ...rows].join('\n'))).toEqual([
      anna,
      bob,
    ])
  })

  it('says which column, and what it says', async () => {
    expect(await saidOf(`Email\tNote\n${anna}\tnot yet\n${bob}\t`)).toContain(
      'The column “Note” says “not yet”, which may mean that this person is not meant.',
    )
    expect(await saidOf(`Email,Confirmed\n${anna},yes\n${bob},`)).toContain(
      'The column “Confirmed” is empty here, though it is filled in for others.',
    )
    expect(await saidOf(`Email\tDisable\n${anna}\tx\n${bob}\t`)).toContain(
      'The list does not say that this person leaves, though it says something of others.',
    )
  })

  it.each([
    `Email\tNote\n${anna}\tLeavers November\n${bob}\tLeavers November`,
    `Email\tConfirmed\n${anna}\tyes\n${bob}\tyes`,
    `Email,Termination reason\n${anna},Voluntary\n${bob},Probation not passed`,
    `Email,Equipment returned\n${anna},yes\n${bob},no`,
    `Email\tRemote\tDepartment\n${anna}\tyes\tSales\n${bob}\tno\t`,
    `Email,Location,Employee ID,Cost centre,Phone\n${anna},Berlin,1001,,+49 30 1\n${bob},,1002,77,`,
  ])('asks about nobody where it does not: %j', async (text) => {
    expect(await takenFrom(text)).toEqual([anna, bob])
  })

  it('is a record of its own person in JSON, whoever else has an address in it', async () => {
    expect(await takenFrom(JSON.stringify({ employee: { email: anna, manager: { email: maria } } }))).toEqual([anna])
    expect(await takenFrom(JSON.stringify({ text: `please disable ${anna}` }))).not.toContain(maria)
  })
})

describe('somebody of whom a list of staff says that they have left', () => {
  it.each([
    [`${anna} (left)\n${bob}`, [bob]],
    [`${anna} - left in May\n${bob}`, [bob]],
    [`Current staff:\n${anna}\n${bob}\n\nLeft:\n${carla}`, [anna, bob]],
    [`Mitarbeiter:\n${anna}\n\nAusgeschieden:\n${carla}`, [anna]],
    [`Email\tTeam\tFormer\n${anna}\tSales\t\n${carla}\tSales\tx`, [anna]],
  ])('is no staff without a question: %j', async (text, staff) => {
    expect(await staffOf(text)).toEqual(staff)
  })

  it('is staff where the words are a name', async () => {
    tenant.demo.edit.addUser('paula.left@example.com', { fullname: 'Paula Left' })
    await tenant.call('directory.sync', {})
    expect(await staffOf(`Paula Left <paula.left@example.com>\n${anna}`)).toEqual([anna, 'paula.left@example.com'])
  })
})

describe('what is said without an address, or in a column of its own', () => {
  it.each([
    [`${anna}\n${bob}\n\nMaria: bob is sorted, he moved to another entity`, [anna]],
    [`${anna}\n${bob}\n\nBob hat seinen Vertrag verlängert`, [anna]],
    [`${anna}\n${bob}\n\nnvm bob, hes good`, [anna]],
    [`${anna}\n${bob}\n\nBob a prolongé son contrat`, [anna]],
    [`${anna}\n${carla}\n\nA Carla la mantenemos hasta enero.`, [anna]],
    [`${anna}\n${bob}\n\nignore the last one`, []],
    [`${anna}\n${bob}\n\nDie zweite war falsch`, []],
    [`h2. Leavers\n* ${anna}\nh2. Internal moves\n* ${bob}`, [anna]],
    [`Abgänge\n${anna}\nWechsel\n${bob}`, [anna]],
    [`Uit dienst\n${anna}\nDoorstroom\n${bob}`, [anna]],
    [`Départs\n${anna}\nMobilités internes\n${bob}`, [anna]],
    [`退職\n${anna}\n異動\n${bob}`, [anna]],
    [`Email,Process\n${anna},Terminate Employee\n${bob},Change Job`, [anna]],
    [`Email,HR decision\n${anna},Terminate\n${bob},Retain`, [anna]],
    [`Email,Leaver/Mover\n${anna},L\n${bob},M`, []],
    [`Anna Lee,${anna},leaver\nBob Stone,${bob},mover`, [anna]],
    [`Name\tEmail\t\nAnna Lee\t${anna}\tx\nBob Stone\t${bob}\t`, [anna]],
    [`| Name | Email | Leaving |\n|---|---|---|\n| Anna Lee | ${anna} | ✔ |\n| Bob Stone | ${bob} | ✘ |`, [anna]],
    [`Email,Typ\n${anna},Abgang\n${bob},Zugang`, [anna]],
    [`Email,Status\n${anna},approved\n${bob},rejected`, [anna]],
    [`1 Anna Lee ${anna} 20.11.2026 yes\n2 Bob Stone ${bob} 21.11.2026 no`, []],
    [` id | email | terminated_at\n----+-------+------\n 7 | ${anna} | 2026-11-01\n 8 | ${bob} | `, [anna]],
    [`Email,Leaver reason\n${anna},Resignation\n${bob},`, [anna]],
    [`Mail,Ende\n${anna},31.10.2026\n${bob},unbefristet`, [anna]],
    [`Email,Reviewer decision\n${anna},Deny\n${bob},Approve`, []],
    [`Email,Kommentar Personal\n${anna},geht\n${bob},bekommt neuen Vertrag`, [anna]],
    [`Email,Reclaim?\n${anna},Yes\n${bob},No`, [anna]],
    [` ${anna}\n-${bob}\n ${carla}\n+${maria}`, []],
    [`Anna Lee ${anna} - leaves 30 Nov\nBob Stone ${bob} - to Finance`, [anna]],
    [`REMOVE ${anna}\nREVIEW ${bob}`, [anna]],
    [`Disable ${anna}\nPromote ${bob}`, [anna]],
    [`Whitelist\n${anna}\n${bob}`, []],
    [`Do NOT remove list\nAnna Lee <${anna}>\n${bob}`, []],
    [`VIPs - never disable\n${anna}\nBob Stone <${bob}>`, []],
    [`Licences to assign\n${anna}`, []],
    [`Need LastPass access:\n${anna}\n${bob}`, []],
    [`MFA reset\n${anna}`, []],
    [`Everyone on this list is leaving apart from Bob:\n${anna}\n${bob}`, [anna]],
    [`${anna}\n${bob}??`, [anna]],
    [`${anna}?\n${bob}`, [bob]],
    [`${anna} OUT\n${bob} IN`, []],
    [`Anna Lee\n${anna}\nReports to Maria Rossi\n${maria}`, [anna]],
    [`Email,Exit,Exit cancelled\n${anna},2026-10-31,\n${bob},2026-10-31,x`, [anna]],
    [`Courriel;Date de fin;Renouvellement\n${anna};31/10/2026;non\n${bob};31/10/2026;oui`, [anna]],
    [`Correo;Baja;Reincorporación\n${anna};31/10/2026;\n${bob};31/10/2026;15/11/2026`, [anna]],
    [`Timestamp,Email Address,Leaver's email,Last day\n11/3/2026 9:00,${maria},${anna},11/1/2026`, [anna]],
    [`Zeitstempel,E-Mail-Adresse,Mitarbeiter E-Mail\n03.11.2026 09:00,${maria},${anna}`, [anna]],
    [`Email,Departing employee email,Manager\n${maria},${anna},Bob Stone`, [anna]],
  ])('is asked about: %j', async (text, taken) => {
    const found = await takenFrom(text)
    expect(found.filter((each) => !taken.includes(each))).toEqual([])
  })

  it.each([
    `Hi Anna,\n\nplease disable:\n${anna}\n${bob}`,
    `Anna Lee and Bob Stone have left the company:\n${anna}\n${bob}`,
    `Leavers\nAnna Lee\n${anna}\nBob Stone\n${bob}`,
    `anna lee\n${anna}\nbob stone\n${bob}`,
    `| Name | Email |\n|---|---|\n| Anna Lee | ${anna} |\n| Bob Stone | ${bob} |`,
    `Email,Department\n${anna},Sales\n${bob},Marketing`,
    `Email,Termination reason\n${anna},Voluntary\n${bob},Probation not passed`,
    `Email,Laptop returned\n${anna},yes\n${bob},no`,
    `Email,Change type\n${anna},Leaver\n${bob},Leaver`,
    `Email,Termination reason,Last day\n${anna},Resignation,2026-10-01\n${bob},,2026-10-02`,
    `REMOVE ${anna}\nREMOVE ${bob}`,
    `Please remove these:\n${anna}\n${bob}`,
    `Need to be disabled:\n${anna}\n${bob}`,
    `Leavers - do not share\n${anna}\n${bob}`,
    `Email,Last day,Eligible for rehire\n${anna},2026-10-01,Yes\n${bob},2026-10-01,No`,
    `Email,Last day,Keep mailbox\n${anna},2026-10-01,yes\n${bob},2026-10-01,no`,
    `Email,Last day,Exit cancelled\n${anna},2026-10-01,no\n${bob},2026-10-01,`,
    `mailto:${anna}?subject=Bye\n${bob}`,
    `Disable ${anna}\nand ${bob}`,
    `Disable Anna Lee ${anna}\nBob Stone ${bob}`,
    `Timestamp,Email\n11/3/2026 9:00,${anna}\n11/3/2026 9:05,${bob}`,
    `Email,Remote\n${anna},Yes\n${bob},No`,
    `Email,Contact info\n${anna},Room 12\n${bob},Room 14`,
  ])('asks nobody where it is everyday: %j', async (text) => {
    expect(await takenFrom(text)).toEqual([anna, bob])
  })
})
