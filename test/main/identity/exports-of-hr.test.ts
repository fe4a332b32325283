import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom as takenFromList } from '../../harness/matching.ts'
import { fc } from '../../harness/properties.ts'

// Tables as HR and ticket systems export them: what tells their rows apart is read, or asked about, in whatever words it is written.

const people: Readonly<Record<string, string>> = {
  'anna.lee': 'Anna Lee',
  'bob.stone': 'Bob Stone',
  'carla.diaz': 'Carla Diaz',
}
const at = (local: string) => `${local}@example.com`
const [anna, bob, carla] = Object.keys(people).map(at) as [string, string, string]

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-11-27')
})
afterAll(() => tenant.close())

const takenFrom = (text: string) => takenFromList(tenant, text)

/** Who counts as staff by a list. */
async function staffOf(text: string): Promise<string[]> {
  const { comparison } = await tenant.call('leavers.compare', { text })
  const { rows } = await tenant.call('leavers.compared', { comparison, kind: 'on-both', offset: 0, limit: 100 })
  return rows.flatMap(({ username }) => username ?? []).sort()
}

describe('a column of statuses', () => {
  const coded = fc.record({
    header: fc.constantFrom(
      'Status',
      'emplStatus',
      'Employment Status Code',
      'Position Status',
      'Statut',
      'Worker status',
    ),
    letters: fc.uniqueArray(fc.constantFrom('A', 'T', 'L', 'X', 'Z', 'P', 'B', 'Q'), { minLength: 3, maxLength: 3 }),
  })

  it('with letters takes nobody but those with the letter for "terminated"', async () => {
    await fc.assert(
      fc.asyncProperty(coded, async ({ header, letters }) => {
        const rows = [anna, bob, carla].map((address, index) => `${address},${letters[index]}`)
        const terminated = [anna, bob, carla].filter((_, index) => letters[index] === 'T')
        const taken = await takenFrom(`Email,${header}\n${rows.join('\n')}`)
        expect(taken.filter((one) => !terminated.includes(one))).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it('with letters tells staff from leavers', async () => {
    expect(await staffOf(`Email,Employee Status\n${anna},A\n${bob},T\n${carla},L`)).toEqual([anna, carla])
  })

  it('of staff asks about a value that nobody knows among known ones', async () => {
    const text = `Email,Status\n${anna},Active\n${bob},Parked\n${carla},Terminated`
    expect(await staffOf(text)).toEqual([anna])
    const { comparison } = await tenant.call('leavers.compare', { text })
    const { rows } = await tenant.call('leavers.compared', { comparison, kind: 'near', offset: 0, limit: 100 })
    expect(rows.map(({ username, why }) => [username, why])).toEqual([[bob, expect.stringContaining('“Parked”')]])
  })

  it('of laptops tells nothing of who is staff', async () => {
    expect(await staffOf(`Email,Laptop status\n${anna},Inactive\n${bob},Active`)).toEqual([anna, bob])
  })

  it('whose header says what its yes means is read by it, whatever else stands there', async () => {
    expect(await staffOf(`Email,Active Status\n${anna},Yes\n${bob},No`)).toEqual([anna])
    expect(await takenFrom(`Email,Account disabled (Y/N)\n${anna},Y\n${bob},N`)).toEqual([anna])
  })

  it.each(['AD status', 'Account enabled', 'Okta Status', 'LastPass state', 'accountStatus'])(
    'of an account says less of somebody than one of their employment: %s',
    async (header) => {
      const there = header === 'Account enabled' ? ['No', 'Yes'] : ['Disabled', 'Enabled']
      const rows = [`${anna},${there[0]},Employed`, `${bob},${there[1]},Terminated`]
      const { comparison } = await tenant.call('leavers.compare', {
        text: `Email,${header},Employment\n${rows.join('\n')}`,
      })
      const gone = await tenant.call('leavers.compared', { comparison, kind: 'not-on-list', offset: 0, limit: 100 })
      expect(gone.rows.map(({ username }) => username)).not.toContain(anna)
      expect(gone.rows.map(({ username }) => username)).toContain(bob)
      expect(await takenFrom(`Email,${header},Employment\n${rows.join('\n')}`)).not.toContain(anna)
    },
  )

  it('of an account is read where nothing else is said', async () => {
    expect(await staffOf(`Email,AD status\n${anna},Enabled\n${bob},Disabled`)).toEqual([anna])
  })

  it('with a value that nobody knows among known ones asks about it and says so', async () => {
    const { rows } = await tenant.call('leavers.match', { text: `Email,Status\n${anna},Active\n${bob},Parked` })
    expect(rows.map(({ result, doubt }) => [result, doubt])).toEqual([
      ['choose', 'The list itself says that the person has not left.'],
      ['choose', 'The list gives the status "Parked", which was not understood.'],
    ])
  })

  it('of a thing, or of a ticket that is open, asks nobody', async () => {
    expect(await takenFrom(`Email,Laptop status\n${anna},Ordered\n${bob},At home`)).toEqual([anna, bob])
    expect(await takenFrom(`Email,Status\n${anna},Open\n${bob},In Progress`)).toEqual([anna, bob])
  })

  it.each([
    'Démissionné',
    'Umowa rozwiązana',
    'Desligamento',
    'Ontslagen',
    'Uppsagd',
    'Licenziamento',
    'Resignation received',
  ])('knows forms of words that no list of words holds: %s', async (status) => {
    expect(await staffOf(`Email;Status\n${anna};Active\n${bob};${status}`)).toEqual([anna])
  })

  it('that says that a contract goes on counts more than a last day that is past', async () => {
    expect(
      await takenFrom(`Courriel;Motif;Date de sortie\n${anna};Démission;13/11/2026\n${bob};CDD renouvelé;13/11/2026`),
    ).toEqual([anna])
  })
})

describe('a column of decisions or reasons', () => {
  const headers = ['Reason', 'Motivo', 'Causale', 'Prüfergebnis', 'Recommendation', 'Decision', 'Powód', '事由']
  const unknown = fc.stringMatching(/^[b-df-hj-np-tv-z]{3,9} [b-df-hj-np-tv-z]{3,9}$/)

  it('takes nobody of whom it says what nobody understands, and those of whom it says that they leave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...headers), unknown, async (header, cell) => {
        expect(await takenFrom(`Email;${header}\n${anna};Resignation\n${bob};${cell}\n${carla};`)).toEqual([anna])
      }),
      { numRuns: 30 },
    )
  })

  it('beside a last day that is past asks nobody', async () => {
    expect(
      await takenFrom(`Email,Last day,Reason\n${anna},2026-11-02,Better offer\n${bob},2026-11-03,Moved abroad`),
    ).toEqual([anna, bob])
  })

  it.each(['Access still required?', 'Licence needed', 'Wird noch benötigt'])(
    'is read by what its yes means: %s',
    async (header) => {
      expect(await takenFrom(`Email;${header}\n${anna};no\n${bob};yes`)).toEqual([anna])
    },
  )
})

describe('a name with a remark behind it', () => {
  it('speaks against those without one, where it says of its own person that they leave', async () => {
    const list = `Worker,Email\nAnna Lee (Inactive),${anna}\nBob Stone,${bob}\nCarla Diaz (On Leave),${carla}`
    expect(await takenFrom(list)).toEqual([anna])
    expect(await staffOf(list)).toEqual([bob, carla])
  })
})

describe('an explanation of marks or colours', () => {
  it.each(['rows in red have left', 'Zeilen in rot sind ausgeschieden', 'red = leaver'])(
    'in a table asks about all: %s',
    async (legend) => {
      expect(await takenFrom(`Email,Name\n${anna},Anna Lee\n${bob},Bob Stone\n${legend}`)).toEqual([])
    },
  )
})

it('a question about each of several people takes none of them', async () => {
  expect(await takenFrom(`Q: is ${anna} out?\nA: yes\nQ: and ${bob}?\nA: no`)).toEqual([])
})

it('a last day is known in headers that no list of words holds', async () => {
  for (const header of [
    'Dernier jour travaillé',
    'Last day physically worked',
    'Date of resignation taking effect',
    'Letzter bezahlter Tag',
  ])
    expect(await takenFrom(`Email;${header}\n${anna};2026-11-13\n${bob};2027-01-31`)).toEqual([anna])
})

describe('letters and numbers that stand for something', () => {
  it.each([
    `Email,JML\n${anna},L\n${bob},M\n${carla},J`,
    `Email,Code\n${anna},41\n${bob},12`,
    `Email\tOct\tNov\n${anna}\t1\t0\n${bob}\t1\t1`,
    `Email,Movement type\n${bob},IN\n${carla},transfer`,
  ])('take nobody where nobody can tell for what: %j', async (text) => {
    expect(await takenFrom(text)).not.toContain(bob)
  })

  it('tell who is out where others are in', async () => {
    expect(await takenFrom(`Email,Type\n${anna},OUT\n${bob},IN`)).toEqual([anna])
  })

  it('are none where they are grades or places', async () => {
    expect(await takenFrom(`Email,Grade,Country\n${anna},A,DE\n${bob},B,FR`)).toEqual([anna, bob])
  })
})

describe('what is said behind an address and a colon', () => {
  it('is understood or asked about, also in nouns that are written large', async () => {
    const text = `Personalveränderungen\nAnna Lee (${anna}): Ausscheiden zum 15.11.\nBob Stone (${bob}): Stundenreduzierung`
    expect(await takenFrom(text)).toEqual([anna])
    expect(await takenFrom(`${anna}: Anna Lee\n${bob}: Bob Stone, Sales`)).toEqual([anna, bob])
    expect(await takenFrom(`${anna}: Namensänderung`)).toEqual([])
  })
})

it('what is to be done when is understood or asked about', async () => {
  expect(await takenFrom(`Mail;Sperren ab\n${anna};sofort\n${bob};nach Rücksprache`)).toEqual([anna])
})

describe('a yes or no about leaving', () => {
  it('speaks against whoever has neither', async () => {
    expect(await takenFrom(`Courriel;Quitte l'entreprise ?\n${anna};Oui\n${bob};Non\n${carla};À confirmer`)).toEqual([
      anna,
    ])
  })
})

it('what is to be done in another application is none of this one', async () => {
  const rows = (cells: readonly string[]) =>
    [anna, bob, carla].map((address, index) => `${address},${cells[index]},Revoke`).join('\n')
  expect(await takenFrom(`User,Application,Decision\n${rows(['LastPass', 'Salesforce', ''])}`)).toEqual([anna])
  expect(await takenFrom(`User,Product,Action\n${rows(['LastPass Business', 'GitHub', 'Slack'])}`)).toEqual([anna])
  expect(await takenFrom(`User,System,Decision\n${rows(['LastPass', 'LastPass', 'Last Pass'])}`)).toEqual([
    anna,
    bob,
    carla,
  ])
})

it('garden leave is told as what it is', async () => {
  const text = `Name,Email,Status\nAnna Lee,${anna},Gardening leave\nBob Stone,${bob},Terminated`
  const { rows } = await tenant.call('leavers.match', { text })
  expect(rows.map(({ result }) => result)).toEqual(['choose', 'matched'])
  expect(rows[0]?.message).toContain('still employed and does not work any more')
})

it('a tick for what is done to accounts takes those who have it, and for the opposite nobody', async () => {
  const ticked = (header: string) => takenFrom(`Nome;E-mail;${header}\nA;${anna};sì\nB;${bob};no`)
  for (const header of ['Pronto per la disattivazione', 'Ready for deactivation', 'Bereit zur Deaktivierung'])
    expect(await ticked(header)).toEqual([anna])
  for (const header of ['Escluso dalla disattivazione', 'No deactivation', 'Deactivation refused'])
    expect(await ticked(header)).toEqual([])
})

it('a cross under a day that is to come asks about its person', async () => {
  expect(await takenFrom(`Leavers,20 Nov 2026,31 Jan 2027\n${anna},x,\n${bob},,x`)).toEqual([anna])
})

describe('what is said beside an address in a script without small letters', () => {
  it.each(['は休職中のため対象外です', '请暂时不要处理这个账号', '계정을유지해주세요'])(
    'is asked about: %s',
    async (words) => {
      expect(await takenFrom(`${anna}\n※${bob} ${words}`)).toEqual([anna])
    },
  )
})

describe('a column of events', () => {
  it.each([
    `Worker,Business Process Type,Work Email\nX,Termination: Anna Lee,${anna}\nX,Transfer Employee: Bob Stone,${bob}\nX,Request Compensation Change: Carla Diaz,${carla}`,
    `Colaborador;E-mail;Movimentação\nX;${anna};Desligamento\nX;${bob};Promoção\nX;${carla};Férias`,
    `Key,User,Resolution\nIT-1,${anna},Unresolved\nIT-2,${bob},Won't Do\nIT-3,${carla},Duplicate`,
    `Subject,Email\nResignation of Anna Lee,${anna}\nPassword of Bob Stone,${bob}\nScreen for Carla Diaz,${carla}`,
  ])('takes only whom it says to leave, whatever names stand beside it: %j', async (text) => {
    expect(await takenFrom(text)).toEqual([anna])
  })

  it.each(['Médica', 'Maternidad', 'Voluntaria'])('of kinds of leave takes nobody: %s', async (kind) => {
    expect(await takenFrom(`Empleado;Correo;Tipo de baja\nX;${anna};${kind}\nY;${bob};Maternal`)).toEqual([])
  })

  it('that is none, because it says what people are, asks nobody', async () => {
    expect(
      await takenFrom(`Email,Job title\n${anna},Exit Manager\n${bob},Retirement adviser\n${carla},Analyst`),
    ).toEqual([anna, bob, carla])
  })
})

describe('a table with a heading between its rows', () => {
  it.each([
    `Leavers\nName,Email\nAnna Lee,${anna}\n\nMovers\nName,Email\nBob Stone,${bob}`,
    `Name,Email\nLeavers,\nAnna Lee,${anna}\nMovers,\nBob Stone,${bob}`,
    `Name;E-Mail\nAusgeschieden;\nAnna Lee;${anna}\nUmzug nach Bern;\nBob Stone;${bob}`,
  ])('takes only those under the one that says that they leave: %j', async (text) => {
    expect(await takenFrom(text)).toEqual([anna])
  })

  it('that says nothing of leaving takes all, where none does', async () => {
    expect(await takenFrom(`Name,Email\nBerlin,\nAnna Lee,${anna}\nHamburg,\nBob Stone,${bob}`)).toEqual([anna, bob])
  })

  it('counts those under leavers as no staff', async () => {
    expect(await staffOf(`Name,Email\nAnna Lee,${anna}\n\nLeavers in November\nBob Stone,${bob}`)).toEqual([anna])
  })

  it('of several words counts as one in a list of lines too', async () => {
    expect(await staffOf(`Headcount\n${anna}\nLeft since last month\n${bob}`)).toEqual([anna])
  })

  it('has no row for a header that stands there again', async () => {
    const { rows } = await tenant.call('leavers.match', {
      text: `Name,Email\nAnna Lee,${anna}\nName,Email\nBob Stone,${bob}`,
    })
    expect(rows.map(({ result }) => result)).toEqual(['matched', 'matched'])
  })
})

it('a header that a comma within brackets parts has as many columns as its rows', async () => {
  const text = `Name (Last, First),Email,Status,Last day\n"Lee, Anna",${anna},T,2026-11-12\n"Stone, Bob",${bob},A,`
  expect(await takenFrom(text)).toEqual([anna])
})
