import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

// Lists in which the end of an address, or the address of somebody else, is itself an account's.

const people: Readonly<Record<string, string>> = {
  'anna.muster': 'Anna Muster',
  muster: 'Max Muster',
  'jan.novak': 'Jan Novák',
  kim: 'Kim Ito',
  "sean.o'brien": "Sean O'Brien",
  brien: 'Brigitte Rien',
  'marie-claire.dupont': 'Marie-Claire Dupont',
  'claire.dupont': 'Claire Dupont',
  'tom&jerry': 'Tom Jerry',
  jerry: 'Jerry Alone',
  anna: 'Anna Solo',
}
const at = (local: string) => `${local}@example.com`

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 20 })
  for (const [local, fullname] of Object.entries(people)) tenant.demo.edit.addUser(at(local), { fullname })
  tenant.demo.edit.addUser('anna.muster@example.com.au', { fullname: 'Anna Muster-Oz' })
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const rowsOf = async (text: string) => (await tenant.call('leavers.match', { text })).rows
/** Who is taken, and who is offered. */
async function answer(text: string) {
  const rows = await rowsOf(text)
  const taken = rows.filter(({ result }) => result === 'matched').map(({ username }) => username)
  const offered = rows.flatMap(({ candidates }) => candidates.map(({ username }) => username))
  return { taken, offered }
}

describe('an address that may be the end of another', () => {
  it.each([
    ['please remove anna.\nmuster@example.com', 'anna.muster'],
    ['please remove anna. muster@example.com', 'anna.muster'],
    ['anna,muster@example.com', 'anna.muster'],
    ['anna.\tmuster@example.com', 'anna.muster'],
    ['anna.mus\nter@example.com', 'anna.muster'],
    ['please remove marie-\nclaire.dupont@example.com', 'marie-claire.dupont'],
    ['please remove marie- claire.dupont@example.com', 'marie-claire.dupont'],
    ["please remove sean.o'=\nbrien@example.com", "sean.o'brien"],
    ['sean.o brien@example.com', "sean.o'brien"],
    ['sean.o;brien@example.com', "sean.o'brien"],
    ['sean.o"brien@example.com', "sean.o'brien"],
    ['sean.o\ufffdbrien@example.com', "sean.o'brien"],
    ["sean.o''brien@example.com", "sean.o'brien"],
    ['tom & jerry@example.com', 'tom&jerry'],
  ])('is asked about, with whoever has the whole one: %j', async (text, whole) => {
    const { taken, offered } = await answer(text)
    expect(taken).toEqual([])
    expect(offered).toContain(at(whole))
  })

  it.each([
    'sean.x"brien@example.com',
    'sean.x\ufffdbrien@example.com',
    "see sean.x'=\nbrien@example.com",
    'a&foo;brien@example.com',
    'sean.oâ€™brien@example.com',
  ])('is asked about where nobody has the whole one: %j', async (text) =>
    expect((await answer(text)).taken).toEqual([]),
  )

  it('may be cut off at its end too', async () => {
    for (const text of ['anna.muster@example.com\n.au', 'anna.muster@example.com .au']) {
      const { taken, offered } = await answer(text)
      expect(taken).toEqual([])
      expect(offered).toEqual(expect.arrayContaining([at('anna.muster'), 'anna.muster@example.com.au']))
    }
  })

  it('is taken after words that make nobody’s address of it', async () => {
    expect(
      (await answer('These have left.\nanna@example.com\nKim Ito <kim@example.com>, Anna <muster@example.com>')).taken,
    ).toEqual([at('anna'), at('kim'), at('muster')])
  })
})

describe('a line in which something is crossed out', () => {
  it.each([
    '~~kim@example.com~~ anna@example.com',
    '<s>kim@example.com</s>',
    'k\u0336i\u0336m@example.com',
    '[s]kim@example.com[/s]',
  ])('is asked about: %j', async (text) => expect((await answer(text)).taken).toEqual([]))
})

describe('a ticket', () => {
  it('takes whom it is about, and asks about who wrote it', async () => {
    for (const label of ['Caller', 'Submitted by', 'Watcher', 'Melder'])
      expect((await answer(`${label}: anna@example.com\nAffected user: kim@example.com`)).taken).toEqual([at('kim')])
  })
})

describe('a login of another system', () => {
  it.each([
    'EXAMPLE\\kim',
    'uid=kim',
    '/o=Example/ou=Exchange/cn=Recipients/cn=kim',
    'https://hr.example.com/?user=kim%40example.com',
  ])('is offered, never taken: %s', async (text) =>
    expect(await answer(text)).toEqual({ taken: [], offered: [at('kim')] }),
  )
})

describe('a web page that was pasted with its tags', () => {
  it.each([
    [
      '<table><tr><td>Anna Solo</td><td>anna@example.com</td></tr><tr><td>Kim Ito</td><td><a href="mailto:kim@example.com">kim@example.com</a></td></tr></table>',
      ['anna', 'kim'],
    ],
    ['<p>Please disable <a href="mailto:kim@example.com?subject=x">Kim Ito</a></p>', ['kim']],
    ['<ul><li>anna@example.com</li><li>kim@example.com</li></ul>', ['anna', 'kim']],
    ['<p@example.com> <kim@example.com>', ['kim']],
  ])('is read as it is seen: %s', async (text, locals) => expect((await answer(text)).taken).toEqual(locals.map(at)))
})

describe('characters as web pages write them', () => {
  it.each([
    ['sean.o&#39;brien@example.com', "sean.o'brien"],
    ['sean.o&#x27;brien@example.com', "sean.o'brien"],
    ['sean.o&rsquo;brien@example.com', "sean.o'brien"],
    ['Name;Email\nSean;sean.o&apos;brien@example.com', "sean.o'brien"],
    ['tom&amp;jerry@example.com', 'tom&jerry'],
    ['kim&#64;example.com', 'kim'],
  ])('are read as they are meant: %s', async (text, local) => {
    const list = await tenant.call('leavers.match', { text })
    expect(list.rows.map(({ username }) => username)).toEqual([at(local)])
    expect(list.notes).toContainEqual(expect.stringContaining('web pages'))
  })
})

describe('an address in disguise', () => {
  it.each(['kim (at) example (dot) com', 'kim[at]example.com'])(
    'is taken where brackets leave one way to read it, and nothing else is in the line: %s',
    async (text) => expect(await answer(text)).toEqual({ taken: [at('kim')], offered: [] }),
  )

  it.each([
    'ann kim (at) example (dot) com',
    'kim[at]example.com leaves',
    'kim at example dot com',
    'kim @ example.com',
    'kim@example[.]com',
  ])('is offered, never taken: %s', async (text) =>
    expect(await answer(text)).toEqual({ taken: [], offered: [at('kim')] }),
  )
})

describe('the address of somebody else', () => {
  it('is asked about where the name beside it is another account’s', async () => {
    const { taken, offered } = await answer(`Name,Contact\nAnna Muster,${at('kim')}`)
    expect(taken).toEqual([])
    expect(offered).toEqual(expect.arrayContaining([at('kim'), at('anna.muster')]))
  })

  it('is not read from a column that is headed so', async () => {
    const list = await tenant.call('leavers.match', {
      text: `Name,Manager email\nPaula Unknown,${at('kim')}\nXaver Zwiebel,${at('kim')}`,
    })
    expect(list.rows.filter(({ result }) => result === 'matched')).toEqual([])
    expect(list.notes).toContainEqual(expect.stringContaining('2 rows have addresses in a column that was not read'))
  })

  it('makes a person choose the column of a table without a header', async () => {
    const text = `Anna Muster\t${at('anna.muster')}\t${at('kim')}\nJan Novák\t${at('jan.novak')}\t${at('kim')}`
    await expect(tenant.call('leavers.match', { text })).rejects.toThrow('Several columns hold addresses')
    const pairs = `Anna Muster, ${at('anna.muster')}, Jan Novák, ${at('jan.novak')}\nKim Ito, ${at('kim')}, Anna Solo, ${at('anna')}`
    expect((await answer(pairs)).taken).toHaveLength(4)
  })

  it('is another person’s in a cell with two addresses', async () => {
    expect((await answer(`Name,Email\nBoth,"${at('kim')}; ${at('jan.novak')}"`)).taken).toEqual([
      at('kim'),
      at('jan.novak'),
    ])
  })
})

describe('a file in an older encoding', () => {
  const read = async (bytes: Buffer) => {
    const { file } = await tenant.call('leavers.upload', { file: null, base64: bytes.toString('base64') })
    return tenant.call('leavers.match', { file })
  }
  it('is read as Central European where its letters are', async () => {
    const polish = Buffer.from([
      0xa3,
      ...Buffer.from('ukasz Wi'),
      0x9c,
      ...Buffer.from('niewski\nZofia '),
      0xaf,
      ...Buffer.from('ak'),
    ])
    const list = await read(polish)
    expect(list.rows.map(({ given }) => given)).toEqual(['Łukasz Wiśniewski', 'Zofia Żak'])
    expect(list.notes).toEqual([expect.stringContaining('Central European text (Windows-1250)')])
    const czech = await read(Buffer.from('Ji\xf8\xed \xd8eho\xf8', 'latin1'))
    expect(czech.rows.map(({ given }) => given)).toEqual(['Jiří Řehoř'])
  })
  it('is read as Western European elsewhere', async () => {
    const list = await read(
      Buffer.from('S\xf8ren Kj\xe6rgaard\nJos\xe9 Garc\xeda\nL\xfad\xedo H\xf8eg\nMax Wei\xdf', 'latin1'),
    )
    expect(list.rows.map(({ given }) => given)).toEqual(['Søren Kjærgaard', 'José García', 'Lúdío Høeg', 'Max Weiß'])
  })
})

describe('an address that the words around it may give to somebody else', () => {
  const anna = at('anna.muster')
  const kim = at('kim')
  it.each([
    `Anna Muster, ${anna}, ${kim}`,
    `Anna Muster; ${anna}; ${kim}`,
    `Anna Muster\t${anna}\t${kim}`,
    `${anna}, forward to ${kim}`,
    `${anna} -> ${kim}`,
    `${anna} → ${kim}`,
    `Anna Muster <${anna}> left, please forward her mail to ${kim}`,
    `${anna} wird ersetzt durch ${kim}`,
    `${anna} (manager: ${kim})`,
    `${anna} cc ${kim}`,
    `${anna}, replacement: ${kim}`,
    `${anna}; handover to Kim Ito <${kim}>`,
    `${anna} leaves on Friday, Kim Ito (${kim}) takes over`,
    `Disable ${anna}, not ${kim}`,
    `From: Kim Ito <${kim}>\nTo: ${anna}`,
    `Von: Kim Ito <${kim}>\nGesendet: Montag\nAn: Anna Muster <${anna}>`,
    `To: ${anna},\n  ${kim}`,
    `> *Cc:* Kim Ito <${kim}>; ${anna}`,
    `Am 3.11.2026 um 10:00 schrieb Kim Ito <${kim}>:`,
    `On Mon, 3 Nov 2026, Kim Ito <${kim}> wrote:`,
    `please forward her mail to ${kim}`,
    `Manager: ${kim}`,
    `Manager: Kim Ito\n${kim}`,
    `Forward to:\n${kim}`,
    `everyone except ${kim}`,
    `Nachfolger: Kim Ito <${kim}>`,
    `reports to ${kim}`,
    `Best regards,\nKim Ito\n${kim}`,
    `Name,Email\nAnna Muster,"${anna}, forward to ${kim}"`,
    `Name,Email\nAnna Muster,${anna} (mail to ${kim})`,
  ])('is asked about, and nobody of the line is taken: %j', async (text) => {
    const { taken, offered } = await answer(text)
    expect(taken).toEqual([])
    expect(offered.length).toBeGreaterThan(0)
  })

  it('says in its row what stands beside it', async () => {
    const [row] = await rowsOf(`please forward her mail to ${kim}`)
    expect(row).toMatchObject({ result: 'choose', given: `please forward her mail to ${kim}` })
    expect(row?.message).toContain('“forward”')
  })

  it.each([
    `${anna}, ${kim}`,
    `Anna Muster <${anna}>, ${kim}`,
    `Anna Muster, ${anna}, Kim Ito, ${kim}`,
    `Anna Muster ${anna}; Kim Ito ${kim}`,
    `${anna} (Anna Muster), ${kim} (Kim Ito)`,
    `${anna} - Anna Muster, ${kim} - Kim Ito`,
    `anna muster ${anna} kim ito ${kim}`,
    `please disable ${anna} and ${kim}`,
    `Bitte sperren: ${anna}, ${kim}`,
    `Leavers: ${anna}, ${kim}`,
    `1. ${anna}\n2. ${kim}`,
    `Email: ${anna}\nEmail: ${kim}`,
    `"Muster, Anna" <${anna}>; "Ito, Kim" <${kim}>`,
    `These have left, disable them please.\n\n${anna}\n${kim}\n\nThanks`,
  ])('is taken where nothing speaks of somebody else: %j', async (text) =>
    expect((await answer(text)).taken).toEqual([anna, kim]),
  )

  const known = fc.constantFrom(...Object.entries(people).filter(([local]) => local !== 'muster' && local !== 'anna'))
  const written = [
    ([local]: [string, string]) => at(local),
    ([local]: [string, string]) => `<${at(local)}>`,
    ([local, name]: [string, string]) => `${name} <${at(local)}>`,
    ([local, name]: [string, string]) => `"${name}" <${at(local)}>`,
    ([local, name]: [string, string]) => `"${name.split(' ').reverse().join(', ')}" <${at(local)}>`,
    ([local, name]: [string, string]) => `${at(local)} (${name})`,
  ]

  it('is never asked about in lists of nothing but addresses, with names bound to some or all of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        // Somebody who stands on several lines beside others may be their manager.
        fc.uniqueArray(fc.tuple(known, fc.constantFrom(...written), fc.constantFrom('\n', ', ', '; ', ',\n', ' ;\n')), {
          minLength: 1,
          maxLength: 8,
          selector: ([[local]]) => local,
        }),
        async (parts) => {
          const text = parts.map(([who, write, gap]) => `${write(who)}${gap}`).join('')
          const rows = await rowsOf(text)
          expect(rows.map(({ result }) => (result === 'repeated' ? 'matched' : result))).toEqual(
            parts.map(() => 'matched'),
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  it('is never taken where a line says that somebody else is meant, wherever it says so', async () => {
    const before = [
      '-manager',
      'forward to',
      'Fwd to',
      'cc',
      'CC:',
      'Cc',
      'reports to',
      'Reports to:',
      'manager',
      'Manager:',
      'replacement:',
      'Replaced by',
      'handover to',
      'hand over to',
      'contact',
      'ask',
      'approved by',
      'requested by',
      'on behalf of',
      'except',
      'but not',
      'do not touch',
      'keep',
      'Ersatz:',
      'Vertretung',
      'Nachfolgerin:',
      'weiterleiten an',
      'genehmigt von',
      'außer',
      'Führungskraft:',
      'remplacé par',
      'supérieur :',
      'sauf',
      'przełożony:',
      'zastępca',
      'jefe:',
      'sustituye',
      'chef:',
      'chiedere a',
      'leidinggevende:',
      'From:',
      'To:',
    ] as const
    await fc.assert(
      fc.asyncProperty(
        known,
        known,
        fc.constantFrom(...before),
        fc.constantFrom(...written),
        fc.constantFrom('', ' ', ', ', ' - ', '; ', ' ('),
        async (who, other, words, write, gap) => {
          const line = `${gap === '' ? '' : at(who[0])}${gap}${words} ${write(other)}`
          expect((await answer(line)).taken).toEqual([])
        },
      ),
      { numRuns: 400 },
    )
  })

  it('is taken where the words are the person’s own name', async () => {
    tenant.demo.edit.addUser(at('an.boss'), { fullname: 'An Boss' })
    await tenant.call('directory.sync', {})
    expect((await answer(`An Boss <${at('an.boss')}>\nBoss, An ${at('an.boss')}`)).taken).toEqual([at('an.boss')])
  })
})

describe('a comparison with a staff list', () => {
  const compared = async (text: string, kind: 'on-both' | 'near') => {
    const { comparison } = await tenant.call('leavers.compare', { text })
    return (await tenant.call('leavers.compared', { comparison, kind, offset: 0, limit: 50 })).rows
  }

  it('takes nobody for staff whose address may be somebody else’s, and says why', async () => {
    for (const [text, why] of [
      [`Name,Contact\nAnna Muster,${at('kim')}`, 'name of another'],
      ['please keep anna.\nmuster@example.com', 'cannot be told'],
      [`${at('anna.muster')} is Anna, boss of ${at('kim')}`, 'several addresses'],
      [`reports to ${at('kim')}`, '“reports”'],
    ] as const) {
      expect(await compared(text, 'on-both')).toEqual([])
      const near = await compared(text, 'near')
      expect(near.length).toBeGreaterThan(0)
      if (why !== 'cannot be told') expect(near[0]?.why).toContain(why)
    }
    const near = await tenant.call('leavers.compare', {
      text: `reports to ${at('kim')}\nask ${at('Kim')}\nManager: Kim Ito ${at('KIM')}x`,
    })
    expect(near.people.near).toBe(1)
    expect((await compared(`${at('kim')}\n${at('anna')}`, 'on-both')).map(({ username }) => username)).toEqual([
      at('kim'),
      at('anna'),
    ])
  })
})
