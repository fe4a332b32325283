import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

// What people paste whole: mails, chats, tickets, records and exports of other programs, in any language. Who is not listed in them,
// but wrote, sent, manages or approves, is asked about at most.

const people: Readonly<Record<string, string>> = {
  'anna.muster': 'Anna Muster',
  muster: 'Beat Muster',
  'jan.novak': 'Jan Novák',
  kim: 'Kim Ito',
  nkim: 'Nora Kim',
  rez: 'Re Zet',
  m: 'Mia Em',
  'josé.pérez': 'José Pérez',
  'carla.gomez+hr': 'Carla Gómez',
  "sean.o'brien": "Sean O'Brien",
  brien: 'Brigitte Rien',
  'new.starter': 'New Starter',
  boss: 'Berta Boss',
  'it-help': 'IT Helpdesk',
}
const at = (local: string) => `${local}@example.com`
const [anna, jan, kim, boss, sean] = ['anna.muster', 'jan.novak', 'kim', 'boss', "sean.o'brien"].map(at) as [
  string,
  string,
  string,
  string,
  string,
]

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-12-04')
})
afterAll(() => tenant.close())

/** Who is taken, and who is offered. */
async function answer(text: string) {
  const { rows } = await tenant.call('leavers.match', { text })
  return {
    taken: rows.filter(({ result }) => result === 'matched').map(({ username }) => username),
    offered: rows.flatMap(({ candidates }) => candidates.map(({ username }) => username)),
  }
}

describe('a mail with its head and signature', () => {
  const heads = [
    ['Od', 'Komu', 'Předmět'],
    ['差出人', '宛先', '件名'],
    ['Lähettäjä', 'Vastaanottaja', 'Aihe'],
    ['Feladó', 'Címzett', 'Tárgy'],
    ['Expedidor', 'Destino', 'Tema'],
    ['Gửi từ', 'Đến', 'Chủ đề'],
  ] as const
  const closings = [
    'S pozdravem',
    'よろしくお願いします。',
    'Terveisin',
    'Üdvözlettel,',
    'Atenciosamente,',
    'Trân trọng',
  ]
  it.each(heads.map((head, index) => [...head, closings[index] as string] as const))(
    'asks about whoever sent or got it: %s, %s',
    async (from, to, subject, closing) => {
      const text = `${from}: Berta Boss <${boss}>\n${to}: IT <${at('it-help')}>\n${subject}: xyzzy\n\n${kim}\n\n${closing}\nBerta Boss\n${boss}\n`
      expect((await answer(text)).taken).toEqual([kim])
    },
  )

  it.each([
    'Pozdrowienia,\nBerta Boss',
    'Cordialmente\nBerta Boss',
    'De bedste hilsner\nBerta Boss',
    'Zdravím\nBerta',
    'Berta Boss\nHead of HR\nExample Ltd',
  ])('asks about whoever signs it, in any language: %j', async (closing) =>
    expect((await answer(`${jan}\n\n${closing}\n${boss}\n`)).taken).toEqual([jan]),
  )
})

describe('lines of a chat, a ticket or a record', () => {
  it.each([
    `Boss, Berta (${boss}) 26/11/2026 09:12\nPlease remove ${kim}\n`,
    `26/11/2026, 09:14 - ${boss}: please lock ${kim}`,
    `Number: RITM1\nRequested for: ${kim}\nWatch list: ${boss}\n`,
    `Affected user: ${kim}\nCCs: ${boss}`,
    `Betroffener Benutzer: ${kim}\nBearbeiter: ${boss}`,
    `${kim}\nŘeší: ${boss}`,
    `BEGIN:VCARD\nFN:Kim Ito\nEMAIL;TYPE=INTERNET,WORK:${kim}\nRELATED;TYPE=manager:mailto:${boss}\nEND:VCARD`,
    `BEGIN:VEVENT\nORGANIZER;CN=Berta Boss:mailto:${boss}\nATTENDEE;CN="Kim Ito":mailto:${kim}`,
    `Name : Kim Ito\nMail : ${kim}\nManagerMail : ${boss}\n`,
    `leavers:\n  - name: Kim Ito\n    email: ${kim}\n    vedouci: ${boss}\n`,
    `Kim Ito      ${kim}     Berta Boss    ${boss}\nJan Novák    ${jan}     Berta Boss    ${boss}\n`,
    `Zůstávají:\n${boss}\n\nOdcházejí:\n${kim}\n`,
  ])('never take whoever else is named in them: %j', async (text) => {
    const { taken, offered } = await answer(text)
    expect(taken).not.toContain(boss)
    expect([...taken, ...offered]).toContain(kim)
  })

  it('are people one by one where they are cards, or where a name stands over each', async () => {
    expect((await answer(`Kim Ito\nSales\n${kim}\n\nAnna Muster\nIT\n${anna}\n`)).taken).toEqual([kim, anna])
    expect((await answer(`Kim Ito\n${kim}\nAnna Muster\n${anna}`)).taken).toEqual([kim, anna])
    expect((await answer(`Leavers\n${kim}\n${anna}`)).taken).toEqual([kim, anna])
  })

  it('are asked about where they say that somebody does not go after all', async () => {
    for (const words of ['- cancelled', '(storniert)', 'zurückgezogen', 'annulé', 'отменено', 'xyzzy'])
      expect((await answer(`${anna}\n${kim} ${words}`)).taken).toEqual([anna])
  })

  it('never take who has a label that nobody knows, whatever the label is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[\p{L}]{3,12}( \p{L}{3,9})?$/u).filter((label) => !/berta|boss/iu.test(label)),
        fc.constantFrom(`${boss}`, `Berta Boss <${boss}>`, `mailto:${boss}`),
        fc.constantFrom(': ', ':', ' : ', '：'),
        async (label, written, colon) => {
          const { taken } = await answer(`${kim}\n${label} xq${colon}${written}`)
          expect(taken).toEqual([kim])
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('a table of another program', () => {
  it.each([
    ['姓名\t邮箱\t离职日期\t直属上级邮箱', `Kim Ito\t${kim}\t2026-10-31\t${boss}`],
    ['ФИО;Почта;Статус;Руководитель', `Ито Ким;${kim};Уволен;${boss}`],
    ['이름,이메일,퇴사일,관리자 이메일', `김,${kim},2026-10-31,${boss}`],
    ['氏名,メールアドレス,退職日,上長', `伊藤 キム,${kim},2026/10/31,${boss}`],
    ['Worker,Worker Status,Email - Primary Work,Manager', `Kim Ito,Terminated,${kim},${boss}`],
    ['Nome;E-mail corporativo;E-mail do gestor', `Kim Ito;${kim};${boss}`],
    ['Vorname;Nachname;Dienstliche E-Mail-Adresse;Private E-Mail-Adresse', `Kim;Ito;${kim};${boss}`],
    ['Name,Work Contact: Work Email,Personal Contact: Personal Email', `Kim Ito,${kim},${boss}`],
    ['Ad Soyad;E-posta;Yönetici E-posta', `Kim Ito;${kim};${boss}`],
  ])('is read by the column of its own people: %s', async (header, row) =>
    expect((await answer(`${header}\n${row}\n`)).taken).toEqual([kim]),
  )

  it('makes a person choose between columns that nobody knows', async () => {
    const text = `Leaver,Mailbox A,Mailbox B\nKim Ito,${kim},${at('new.starter')}\n`
    await expect(tenant.call('leavers.match', { text })).rejects.toThrow('Several columns hold addresses')
  })

  it.each([
    `Jméno;Adresa xq\nKim Ito;${boss}\nAnna Muster;${boss}`,
    `Kim Ito;${boss};x1\nAnna Muster;${boss};x2`,
    `Email,Action\n${boss},keep\n`,
    `Email,Action\n${boss},none\n`,
    `Email,Left the company?\n${boss},no\n`,
    `Email,Position Status\n${boss},A - Active\n`,
    `Email,Leaving?\n${boss},no\n`,
    `Email,Status\n${boss},Active\n`,
    `Email,Note\n${boss},withdrawn on Monday\n`,
  ])('does not take whom it may not mean: %j', async (text) => {
    const { taken } = await answer(text)
    expect(taken).not.toContain(boss)
  })

  it('may begin with a title, and says what was left out or taken for a header', async () => {
    const titled = await tenant.call('leavers.match', {
      text: `Leavers\t\t\nPerson\t\tContact\nFirst name\tLast name\tE-mail\nKim\tIto\t${kim}\nJan\tNovák\t${jan}\n`,
    })
    expect(titled.rows.map(({ username, line }) => [username, line])).toEqual([
      [kim, 4],
      [jan, 5],
    ])
    expect(titled.notes).toContain('The first 2 lines are a title and were left out.')
    const unknown = await tenant.call('leavers.match', { text: `Muster, Anna\n${kim}, Kim Ito\n${jan}, Jan Novák` })
    expect(unknown.notes).toContainEqual(expect.stringContaining('"Muster", "Anna"'))
  })

  it('is a table as JSON too, whether its records stand in a list, in an object or one a line', async () => {
    const records = [
      { name: 'Anna Muster', email: anna, manager: { email: boss } },
      { name: 'Sean', email: sean, manager: null },
    ]
    for (const text of [
      JSON.stringify(records),
      JSON.stringify({ total: 2, users: records }, null, 2),
      records.map((one) => JSON.stringify(one)).join('\n'),
    ])
      expect((await answer(text)).taken).toEqual([anna, sean])
    expect((await answer(JSON.stringify({ text: `leavers:\n${kim}\t${anna}\r\n${sean}` }))).taken).toEqual([
      kim,
      anna,
      sean,
    ])
  })
})

describe('whoever is not of the leavers, by where they stand', () => {
  const other = boss
  it.each([
    ['under a heading with names', `Leavers:\nKim Ito <${kim}>\n\nJoiners:\nBerta Boss <${other}>\n`],
    ['under a heading and an empty line', `Staying:\n\n${other}\n\nLeaving:\n\n${kim}\n`],
    ['under a long heading', `Please do not touch the following accounts:\n${other}\n\nLeavers:\n${kim}\n`],
    ['under a section of a table', `Name\tMail\nKim Ito\t${kim}\nJoiners\t\nBerta Boss\t${other}\n`],
    ['with a label in another script', `离职员工：\n${kim}\n直属经理：${other}\n`],
    ['second on each line, without a header', `${kim},${other}\n${anna},${other}\n`],
    ['under a line that tells who left', `Kim Ito has left the company.\n${other}\n`],
    ['under a list of bare addresses, with a name', `${kim} left.\n\nBerta\n${other}\n`],
    ['under a bare list, with a name, and no sentence', `${kim}\n${anna}\n\nBerta Boss\n${other}\n`],
    ['after a short greeting', `${kim} verlässt uns.\n\nGruß\nBerta (${other})\n`],
    ['without a last day that others have', `Name;Austritt;E-Mail\nKim Ito;31.10.2026;${kim}\nBerta Boss;;${other}\n`],
    [
      'under a heading beside leavers, in any language',
      `Xyzzy:\nBerta Boss <${other}>\n\nDeparts:\nKim Ito <${kim}>\n`,
    ],
    ['under another name, in cards', `Kim Ito\n${kim}\n\nArrivals\n${other}\n`],
    ['under a section of those who stay', `Name;Mail\nKim Ito;${kim}\nVerbleibend;\nBerta Boss;${other}\n`],
    ['as a joiner', `Email,Type\n${kim},Leaver\n${other},Joiner\n`],
    ['with nothing to be done', `Email;Aktion\n${kim};sperren\n${other};nichts tun\n`],
    ['to be kept', `Email\tKeep?\n${kim}\tno\n${other}\tyes\n`],
    ['to be left out', `Email,Exclude\n${kim},\n${other},x\n`],
    [
      'with a status in an inflected column',
      `Kurumsal E-posta\tÇalışma Durumu\n${kim}\tAyrıldı\n${other}\tÇalışıyor\n`,
    ],
    ['not decided yet', `${kim}\n${other} TBC\n`],
    ['to be enabled', `Disable ${kim}\nEnable ${other}\n`],
    ['with a signature in one line', `${kim}\n${anna}\n\nBerta Boss | HR | ${other}\n`],
    ['with a signature in a block', `Kim Ito\n${kim}\n\nBerta Boss\n${other}\nHead of Human Resources\n`],
    ['with an account that is enabled', `userPrincipalName,accountEnabled\n${kim},False\n${other},True\n`],
  ])('is asked about %s', async (_, text) => {
    const { taken, offered } = await answer(text)
    expect(taken).not.toContain(other)
    expect([...taken, ...offered]).toEqual(expect.arrayContaining([kim, ...(text.includes('has left') ? [] : [other])]))
  })

  it('is asked about where one address stands for another', async () =>
    expect((await answer(`${other} for ${kim}`)).taken).toEqual([]))

  it.each([
    `Departs:\nKim Ito <${kim}>\nAnna Muster <${anna}>\n`,
    `London:\nKim Ito <${kim}>\nBerlin:\nAnna Muster <${anna}>\n`,
    `Kim Ito\nSales\n${kim}\n\nAnna Muster\nSales\n${anna}\n`,
    `Sales:\nKim Ito <${kim}>\nAnna Muster <${anna}>\n`,
    `Name,Mail\nSales,\nKim Ito,${kim}\nMarketing,\nAnna Muster,${anna}\n`,
    `Name,E-Mail,Last day\nKim Ito,${kim},\nAnna Muster,${anna},\n`,
    `Kim Ito and Anna Muster have left:\n${kim}\n${anna}\n`,
    `${kim}, ${anna}\n${kim}, ${anna}\n`,
  ])('is taken where nothing says so: %j', async (text) =>
    expect(new Set((await answer(text)).taken)).toEqual(new Set([kim, anna])),
  )
})

describe('text that is still encoded', () => {
  it.each([
    [`"leavers:\\n${kim}" xq`, kim],
    [`x \\t${anna}\\r\\n${jan} xq`, jan],
    [`"mail":"\\u003c${kim}\\u003e"`, kim],
    ['"mail":"sean.o\\u0027brien@example.com"', sean],
    ['x =3Csean.o=27brien@example.com=3E', sean],
    ['https://hr.example.com/leaver?mail=carla.gomez%2Bhr%40example.com&mgr=x', at('carla.gomez+hr')],
    ["IN ('x','sean.o''brien@example.com')", sean],
    ['josÃ©.pÃ©rez@example.com', at('josé.pérez')],
    ['kіm@example.com', kim],
  ])('is asked about, with whom it means: %s', async (text, meant) => {
    const { taken, offered } = await answer(text)
    expect(taken.filter((each) => each !== meant)).toEqual([])
    expect([...taken, ...offered]).toContain(meant)
  })
})
