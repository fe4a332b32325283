import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

// What people write every day about somebody who leaves: it is taken without a question, unless it speaks of somebody else.

const people = {
  jane: 'Jane Doe',
  'john.smith': 'John Smith',
  mueller: 'Petra Müller',
  'a.lopez': 'Ana López',
  'pierre.martin': 'Pierre Martin',
  dejong: 'Sanne de Jong',
  'p.vandijk': 'Piet van Dijk',
  boss: 'Berta Boss',
  bob: 'Bob Stone',
} as const
const at = (local: keyof typeof people) => `${local}@example.com`
const jane = at('jane')
const john = at('john.smith')
const petra = at('mueller')
const ana = at('a.lopez')
const pierre = at('pierre.martin')
const sanne = at('dejong')
const piet = at('p.vandijk')

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-12-04')
})
afterAll(() => tenant.close())

const match = (text: string) => tenant.call('leavers.match', { text })
const takenOf = ({ rows }: Awaited<ReturnType<typeof match>>) =>
  rows.flatMap(({ result, username }) => (result === 'matched' ? [username] : []))

/** The lines that are asked about, or read as more than one person. */
async function askedAbout(lines: readonly string[]): Promise<string[]> {
  const asked: string[] = []
  for (const line of lines) {
    const list = await match(line)
    if (list.rows.length !== 1 || takenOf(list).length !== 1) asked.push(`${line}: ${list.rows[0]?.message}`)
  }
  return asked
}

it.each([
  'Hello,\n\nplease disable the following accounts:',
  'Bonjour,\n\nmerci de désactiver les comptes suivants :',
  'Bonjour,\n\nmerci de supprimer les accès de :',
  'Hola:\n\nhay que bloquear las cuentas siguientes:',
  'Hallo zusammen,\n\nbitte folgende Konten sperren:',
])('a mail that asks for what is done to leavers takes whom it lists: %j', async (mail) => {
  expect(takenOf(await match(`${mail}\n${jane}\n${petra}`))).toEqual([jane, petra])
})

describe('an everyday line about one leaver is taken', () => {
  it('in English', async () => {
    expect(
      await askedAbout([
        `Jane Doe <${jane}>`,
        `${jane} (Sales)`,
        `Hi Bob, please disable ${jane}`,
        `Hi all, ${jane} left today, thanks Bob`,
        `Please disable ${jane} today. Thanks, Bob`,
        `Hello, ${jane} has left`,
        `${jane} left, Jane Doe, Berlin`,
        `Please disable ${jane} (Jane Doe, Berlin)`,
        `Please remove the VPN access of ${jane}`,
        `Please disable the Salesforce account of ${jane}`,
        `LEFT: ${jane}`,
        `Disabled ${jane}`,
        `Jane left (${jane})`,
        `JANE DOE LEFT ${jane}`,
        `Jane Doe left the company on Friday - ${jane}`,
        `1. ${jane} - last day 3 Oct`,
        `please disable ${jane} today`,
        `${jane}, Jane Doe, Marketing, Berlin`,
        `Please disable ${jane} by end of day`,
        `${jane} left on Friday`,
        `${jane} - left the company`,
        `${jane} is leaving on 30 September`,
        `Jane Doe (${jane}) resigned`,
        `* ${jane} - Marketing`,
        `- ${jane}: last day 31/10/2026`,
        `Jane Doe - ${jane} - Sales - London`,
        `${jane} | Sales | London`,
        `Jane Doe, ${jane}, ext. 4412`,
        `Jane Doe ${jane} Marketing`,
        `Employee: Jane Doe, ${jane}`,
        `User ${jane} has left`,
        `Remove access for ${jane}`,
        `Can you deactivate ${jane}?`,
        `Could you please remove ${jane} from LastPass`,
        `Hi, please deactivate ${jane} as of today. Thanks`,
        `${jane} left us at the end of October`,
        `${jane} (contractor, ended)`,
        `${jane} - contract ended 30.09.2026`,
        `${jane} - no longer with the company`,
        `${jane} no longer works here`,
        `Jane Doe has left the company: ${jane}`,
        `Leaver: ${jane}`,
        `Leaver - Jane Doe - ${jane} - 30/09/2026`,
        `Account to disable: ${jane}`,
        `Email: ${jane}`,
        `Name: Jane Doe, Email: ${jane}, Department: Sales`,
        `[ ] ${jane}`,
        `[x] ${jane}`,
        `☐ ${jane}`,
        `✅ ${jane}`,
        `#12 ${jane}`,
        `2) Jane Doe ${jane}`,
        `a) ${jane}`,
        `${jane} -- done`,
        `${jane} ok`,
        `Disable ${jane} immediately`,
        `disable ${jane} ASAP please!`,
        `${jane} terminated effective immediately`,
        `Termination: ${jane} effective 3 Oct 2026`,
        `${jane} - Terminated`,
        `${jane} - retired`,
        `Former employee: ${jane}`,
        `ex-employee ${jane}`,
        `${jane} fired yesterday`,
        `We need to offboard ${jane}`,
        `offboard ${jane} tonight`,
        `Doe, Jane <${jane}>`,
        `"Doe, Jane" <${jane}>`,
        `Jane Doe [Sales] <${jane}>`,
        `Ms Jane Doe ${jane}`,
        `Jane (${jane})`,
        `Jane D. ${jane}`,
        `${jane} E10023`,
        `E10023 ${jane} Jane Doe`,
        `${jane} 03.10.2026`,
        `${jane} - cost centre 4711`,
        `cost center 4711: ${jane}`,
        `Sales: ${jane}`,
        `Team Sales: ${jane}`,
      ]),
    ).toEqual([])
  })

  it('in German', async () => {
    expect(
      await askedAbout([
        `Frau Müller (${petra})`,
        `Petra Müller <${petra}>`,
        `${petra} (Vertrieb)`,
        `Hallo Bob, bitte ${petra} sperren. Viele Grüße Bob`,
        `Müller ausgeschieden ${petra}`,
        `Bitte ${petra} heute sperren`,
        `bitte ${petra} deaktivieren, danke`,
        `${petra} scheidet zum 30.09. aus`,
        `${petra} - letzter Tag 3. Oktober`,
        `${petra} ist ausgeschieden`,
        `${petra} hat das Unternehmen verlassen`,
        `${petra}, Petra Müller, Vertrieb, München`,
        `Austritt: ${petra} zum 30.11.2026`,
        `Mitarbeiterin Petra Müller, ${petra}, Kostenstelle 4711`,
        `Konto ${petra} bitte löschen`,
        `${petra} verlässt uns Ende September`,
        `${petra} – Kündigung zum 30.09.`,
        `Abteilung Vertrieb: ${petra}`,
        `${petra} arbeitet nicht mehr hier`,
        `${petra} hat gekündigt`,
        `${petra} ist in Rente`,
        `Zugang von ${petra} sperren`,
      ]),
    ).toEqual([])
  })

  it('in French', async () => {
    expect(
      await askedAbout([
        `Pierre Martin <${pierre}>`,
        `merci de désactiver ${pierre}`,
        `Veuillez désactiver le compte ${pierre} aujourd'hui`,
        `${pierre} quitte l'entreprise le 30 septembre`,
        `${pierre} - dernier jour : 3 octobre`,
        `${pierre} (service commercial)`,
        `${pierre}, Pierre Martin, Marketing, Lyon`,
        `${pierre} a quitté la société`,
        `${pierre} est parti`,
        `Départ : ${pierre}`,
        `M. Pierre Martin ${pierre}`,
        `${pierre} ne travaille plus ici`,
        `fin de contrat ${pierre} 30/09/2026`,
        `Supprimer ${pierre} svp`,
      ]),
    ).toEqual([])
  })

  it('in Spanish', async () => {
    expect(
      await askedAbout([
        `Ana López <${ana}>`,
        `Por favor desactivar ${ana} hoy`,
        `${ana} (Ventas)`,
        `${ana} - último día 3 de octubre`,
        `${ana} deja la empresa el viernes`,
        `${ana}, Ana López, Ventas, Madrid`,
        `Baja: ${ana}`,
        `${ana} ya no trabaja aquí`,
        `Dar de baja a ${ana}`,
        `${ana} causó baja el 30/09`,
        `Hay que bloquear ${ana}`,
        `Sra. Ana López ${ana}`,
      ]),
    ).toEqual([])
  })

  it('in Dutch', async () => {
    expect(
      await askedAbout([
        `Sanne de Jong <${sanne}>`,
        `Graag ${sanne} vandaag blokkeren`,
        `${sanne} (Verkoop)`,
        `${sanne} - laatste dag 3 oktober`,
        `${sanne} is uit dienst`,
        `${sanne} gaat uit dienst per 1 oktober`,
        `${sanne}, Sanne de Jong, Verkoop, Utrecht`,
        `${sanne} heeft het bedrijf verlaten`,
        `Uit dienst: ${sanne}`,
        `${sanne} werkt hier niet meer`,
        `Account van ${sanne} uitschakelen a.u.b.`,
        `Afdeling Verkoop: ${piet}`,
        `P. van Dijk ${piet}`,
        `Mevr. S. de Jong ${sanne}`,
      ]),
    ).toEqual([])
  })
})

it('a line that speaks of somebody else is a question, or nobody', async () => {
  const taken: string[] = []
  for (const line of [
    `${jane}, since Bob no longer works here`,
    `${jane} - Bob left the company`,
    `${jane} - Bob left`,
    `${jane} (Bob left)`,
    `Bob left - ${jane}`,
    `${jane}: Bob is leaving on Friday`,
    `Hi ${jane}, please disable Bob`,
    `Hi ${jane}, please disable him today`,
    `Dear ${jane}, please disable the account`,
    `Hallo ${jane}, bitte sperren`,
    `${jane} please remove Bob`,
    `please disable Bob, thanks ${jane}`,
    `${jane} Please disable Zorblatt`,
    `Zorblatt left the company, ${jane}`,
    `BOB LEFT (${jane})`,
    `Bob, left, ${jane}`,
    `${jane}, Stone, left`,
    `Disable Bob's account, ${jane}`,
    `Bob ausgeschieden, ${petra}`,
    `${petra}: bitte Bob sperren`,
    `${petra} - Stone gekündigt`,
    `${pierre} - Bob parti`,
    `désactiver Bob, ${pierre}`,
    `${ana} - desactivar Bob`,
    `${sanne} - Bob uit dienst`,
    `${jane} - Bob odszedł`,
    `${jane} 田中は退職しました`,
    `Bob <${jane}>`,
    `Stone, ${jane}`,
    `${jane} (Bob)`,
    `Bob Stone has left, ${jane}`,
    `Bob hat das Unternehmen verlassen: ${jane}`,
    `${jane}: Bob Stone ist ausgeschieden`,
    `Bob Stone left the company (${jane})`,
    `Bob leaves us, ${jane}`,
    `${jane} will do it, Bob leaves us today`,
    `Please disable Bob Stone today, ${jane}`,
    `${jane}, can you disable Bob?`,
    `${jane} could you please disable Bob Stone`,
    `${jane} : merci de désactiver Bob`,
    `${jane} gehört zum Konto von Bob`,
    `Konto von Bob an ${jane}`,
    `Bob's account to ${jane}`,
    `access from Bob to ${jane}`,
    `${jane} no longer leaving`,
    `${jane} verlässt uns nicht mehr`,
    `${jane} needs access`,
    `${jane} has to stay`,
    `${jane} wird nicht gesperrt`,
    `Bob est parti, ${pierre}`,
    `${pierre} : Bob quitte l'entreprise`,
    `Bob ya no trabaja aquí, ${ana}`,
    `${ana} - baja de Bob`,
    `Bob is uit dienst, ${sanne}`,
    `${sanne} werkt voor Bob`,
    `Gửi từ: ${jane}`,
    `Đến: ${jane}`,
    `${jane} is on leave`,
    `${jane} active`,
    `no leavers but ${jane}`,
    `${jane} starts today`,
    `HR: ${jane}`,
    `IT: ${jane}`,
    `Helpdesk: ${jane}`,
    `${jane} is not leaving us`,
    `${jane} replaced by ${john}`,
    `Manager: ${jane}`,
    `forward mail to ${jane}`,
    `${jane} takes over from Bob`,
    `ask ${jane} for details`,
    `${jane} (manager of Bob Stone)`,
    `Bob Stone reports to ${jane}`,
    `Bob's mailbox goes to ${jane}`,
    `${jane} stays`,
    `do not disable ${jane}`,
    `Requested by ${jane}`,
    `everybody but ${jane}`,
    `${jane} will look after Bob's accounts`,
    `Bob Stone, approved ${jane}`,
    `Vertretung: ${petra}`,
    `nicht ${petra}`,
    `sauf ${pierre}`,
    `excepto ${ana}`,
    `behalve ${sanne}`,
  ])
    if (takenOf(await match(line)).length > 0) taken.push(line)
  expect(taken).toEqual([])
})

const deeds = [
  (who: string) => `${who} left the company`,
  (who: string) => `${who} has left`,
  (who: string) => `${who} is leaving on Friday`,
  (who: string) => `please disable ${who}`,
  (who: string) => `Please remove ${who} today`,
  (who: string) => `${who} resigned`,
  (who: string) => `bitte ${who} sperren`,
  (who: string) => `${who} ist ausgeschieden`,
  (who: string) => `${who} est parti`,
  (who: string) => `bloquear ${who} por favor`,
  (who: string) => `${who} uit dienst`,
] as const
const places = [
  (deed: string, address: string) => `${address} - ${deed}`,
  (deed: string, address: string) => `${address}, ${deed}`,
  (deed: string, address: string) => `${address} (${deed})`,
  (deed: string, address: string) => `${deed} - ${address}`,
  (deed: string, address: string) => `${deed}: ${address}`,
  (deed: string, address: string) => `${deed} <${address}>`,
  (deed: string, address: string) => `${deed} (${address})`,
] as const
const owners = Object.entries(people).filter(([local]) => local !== 'boss')
const written = fc.constantFrom(
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => name.split(' ')[0] ?? name,
  (name: string) => name.split(' ').at(-1) ?? name,
)

it('a line that tells who leaves is taken with its own name, and never with another one, known or not', async () => {
  const others = fc.oneof(
    fc.constantFrom('Berta Boss', 'Boss', 'Berta'),
    fc.stringMatching(/^Xq[a-z]{3,8}( Zv[a-z]{3,8})?$/u),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...owners),
      others,
      fc.constantFrom(...deeds),
      fc.constantFrom(...places),
      written,
      async ([local, own], other, deed, place, write) => {
        const address = `${local}@example.com`
        expect(takenOf(await match(place(deed(write(own)), address)))).toEqual([address])
        expect(takenOf(await match(place(deed(write(other)), address)))).toEqual([])
      },
    ),
    { numRuns: 150 },
  )
})

it.each([`${jane} - Bob left the company`, `Hi ${jane}, please disable Bob`])(
  'whom a line names is offered first, by the name, and its address after: %s',
  async (line) => {
    const [row] = (await match(line)).rows
    expect(row?.candidates.map(({ username, why }) => [username, why])).toEqual([
      [at('bob'), 'names-fit'],
      [jane, 'same-address'],
    ])
  },
)

it.each([
  ['in a cell', `Name,Email\nJane Doe,"${jane} - Bob left"\n`],
  ['in the column of names', `Name,Email\nBob,${jane}\nJohn,${john}\n`],
])('a name of somebody else %s is a question', async (_, text) =>
  expect(takenOf(await match(text))).toEqual(text.includes(john) ? [john] : []),
)

describe('an everyday list is taken whole', () => {
  it.each([
    [
      'HR plain',
      `Employee number,Name,Email,Department,Manager,Office,Cost centre,Last day,Status\n10023,Jane Doe,${jane},Sales,Berta Boss,London,4711,30/09/2026,Terminated\n10024,John Smith,${john},Marketing,Berta Boss,Berlin,4712,30/09/2026,Terminated`,
      2,
    ],
    [
      'HR inactive',
      `Emp ID;Full name;E-mail;Dept;Line manager;Site;Status\n1;Doe, Jane;${jane};Sales;Boss, Berta;London;Inactive\n2;Smith, John;${john};IT;Boss, Berta;London;Inactive`,
      2,
    ],
    [
      'HR german',
      `Personalnummer;Nachname;Vorname;E-Mail;Abteilung;Vorgesetzter;Kostenstelle;Austritt;Status\n1;Müller;Petra;${petra};Vertrieb;Boss, Berta;4711;30.09.2026;Ausgeschieden\n2;Doe;Jane;${jane};Vertrieb;Boss, Berta;4711;30.09.2026;Austritt`,
      2,
    ],
    [
      'HR french',
      `Matricule;Nom;Prénom;Courriel;Service;Responsable;Date de sortie;Statut\n1;Martin;Pierre;${pierre};Ventes;Boss Berta;30/09/2026;Sorti\n2;Doe;Jane;${jane};Ventes;Boss Berta;30/09/2026;Sorti`,
      2,
    ],
    [
      'HR spanish',
      `Nº empleado;Nombre;Apellidos;Correo electrónico;Departamento;Jefe;Fecha de baja;Estado\n1;Ana;López;${ana};Ventas;Berta Boss;30/09/2026;Baja\n2;Jane;Doe;${jane};Ventas;Berta Boss;30/09/2026;Baja`,
      2,
    ],
    [
      'HR dutch',
      `Personeelsnummer;Naam;E-mailadres;Afdeling;Leidinggevende;Datum uit dienst;Status\n1;Sanne de Jong;${sanne};Verkoop;Berta Boss;30-09-2026;Uit dienst\n2;Piet van Dijk;${piet};Verkoop;Berta Boss;30-09-2026;Uit dienst`,
      2,
    ],
    [
      'LastPass console all Active',
      `Username,Name,Status,Last login,Groups\n${jane},Jane Doe,Active,2026-09-01,Sales\n${john},John Smith,Active,2026-09-01,Sales\n${petra},Petra Müller,Active,,Sales`,
      3,
    ],
    [
      'LastPass console email',
      `Email,Name,Status,Admin role,Last login\n${jane},Jane Doe,Active,,2026-09-01\n${john},John Smith,Active,,2026-09-01`,
      2,
    ],
    ['active with past last day', `Email,Status,Last day\n${jane},Active,2026-01-31\n${john},Active,2026-01-31`, 2],
    [
      'headless',
      `${jane},Jane Doe,Marketing,Berlin\n${john},John Smith,Sales,London\n${petra},Petra Müller,Sales,London`,
      3,
    ],
    ['headless names first', `Jane Doe,${jane},Marketing,Berlin\nJohn Smith,${john},Sales,London`, 2],
    [
      'manager email col',
      `Name,Email,Manager email\nJane Doe,${jane},boss@example.com\nJohn Smith,${john},boss@example.com`,
      2,
    ],
    ['notes col', `Name,Email,Notes\nJane Doe,${jane},Laptop returned\nJohn Smith,${john},Contract ended`, 2],
    [
      'notes col transfer',
      `Name,Email,Reason\nJane Doe,${jane},Resigned\nJohn Smith,${john},End of contract\nPetra Müller,${petra},Redundancy`,
      3,
    ],
    ['dept sections', `Sales:\n${jane}\n${john}\n\nMarketing:\n${petra}`, 3],
    ['list w dept', `${jane} - Sales\n${john} - Marketing\n${petra} - Vertrieb`, 3],
    [
      'status on hold ending',
      `Name,Email,Status\nJane Doe,${jane},Terminated\nJohn Smith,${john},Resigned\nPetra Müller,${petra},Retired`,
      3,
    ],
  ] as const)('%s', async (_, text, count) => {
    const list = await match(text)
    expect(takenOf(list).length, list.rows.map(({ message }) => message).join('\n')).toEqual(count)
  })
})

describe('a status', () => {
  it('that every row has is said once above the list, and asks about nobody', async () => {
    const list = await match(`Username,Name,Status\n${jane},Jane Doe,Active\n${john},John Smith,active`)
    expect(takenOf(list)).toEqual([jane, john])
    expect(list.notes).toEqual([
      'Every row has the status "Active" (column "Status"), so the list does not say who leaves, and nobody is asked about for it.',
    ])
    expect(list.rows.map(({ message }) => message)).toEqual(['Found by address.', 'Found by address.'])
  })

  it.each([
    ['of one person only', `Email,Status\n${jane},Active`, []],
    ['that some rows have', `Email,Status\n${jane},Terminated\n${john},Active\n${petra},Active`, [jane]],
    ['that is not in every row', `Email,Status\n${jane},\n${john},Active\n${petra},Active`, [jane]],
    ['of two kinds', `Email,Status\n${jane},Active\n${john},On leave`, []],
    ['that says of each that they do not leave', `Email,Leaving?\n${jane},no\n${john},no`, []],
  ])('%s is a question for whoever is still there', async (_, text, taken) => {
    expect(takenOf(await match(text))).toEqual(taken)
  })
})
