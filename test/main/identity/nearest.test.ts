import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

// Names as personnel systems, help desks and mails write them, against a directory that writes them in its own way.

const directory: Readonly<Record<string, string>> = {
  'ip@contoso.example': 'Иван Петров',
  'np@contoso.example': 'Νίκος Παπαδόπουλος',
  'ash@contoso.example': 'Андрей Щербаков',
  'lmo@contoso.example': 'Luka Modric',
  'kd@contoso.example': 'Katherine Doe',
  'jb@contoso.example': 'Johannes Bauer',
  'bill@contoso.example': 'Bill Wright',
  'will@contoso.example': 'William Wright',
  'jg@contoso.example': 'Jürgen Groß',
  'max.weiss@contoso.example': 'Max Weiß',
  'ustr@contoso.example': 'Ulrike Straßer',
  'lucja.nowak@contoso.example': 'Łucja Nowak',
  'sk@contoso.example': 'Søren Kjærgaard',
  'dd@contoso.example': 'Đorđe Đoković',
  'tha@contoso.example': 'Þorsteinn Ægisson',
  'ba@contoso.example': 'Björn Ångström',
  'my@contoso.example': 'Mehmet Yılmaz',
  'alml@contoso.example': 'Anna-Lena Müller-Lüdenscheidt',
  'lo@contoso.example': 'Łukasz Ødegård',
  'jm@contoso.example': 'Jens Müller',
  'conan@contoso.example': 'Conan O’Neil',
  'felix.schafer@contoso.example': 'Felix Schäfer',
  'pf@contoso.example': 'Paul Fischer',
  'mh@contoso.example': 'Maria Huber (geb. Schmidt)',
  'ek@contoso.example': 'Éva Kovács née Szabó',
  'jvdb@contoso.example': 'Jan van den Berg',
  'rjs@contoso.example': 'Robert James Stone',
  'p.quill@contoso.example': 'P. Quill',
  'mmustermann@contoso.example': '',
  'jlp@contoso.example': 'Jean-Luc Picard',
  'ww@contoso.example': '王伟',
  'tt@contoso.example': '田中 太郎',
  'kmj@contoso.example': '김민준',
  'dk@contoso.example': 'Дмитрий Ким',
  'al@contoso.example': 'Ann Lii',
}

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 20 })
  const { edit } = tenant.demo
  for (const [username, fullname] of Object.entries(directory)) edit.addUser(username, { fullname })
  edit.addUser('anna.muster@contoso.example', { fullname: 'Anna Muster' })
  edit.addUser('recycled@contoso.example', { fullname: 'Rosa Recycled' })
  edit.disable('jlp@contoso.example')
  await tenant.call('directory.sync', {})
  edit.changeEmail('anna.muster@contoso.example', 'anna.meier@contoso.example')
  edit.rename('anna.meier@contoso.example', 'Anna Meier')
  edit.changeEmail('recycled@contoso.example', 'rosa.now@contoso.example')
  await tenant.call('directory.sync', {})
  edit.addUser('recycled@contoso.example', { fullname: 'Nina New' })
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const rowOf = async (text: string) => {
  const { rows } = await tenant.call('leavers.match', { text })
  expect(rows).toHaveLength(1)
  return rows[0] as (typeof rows)[number]
}

describe('a name on a list', () => {
  it.each([
    ['王 伟', 'ww', 'other-spelling'],
    ['Herr Bauer', 'jb', 'names-fit'],
    ['Dr. Picard', 'jlp', 'names-fit'],
    ['Luk Modric', 'lmo', 'similar-name'],
    ['Paull Fischer', 'pf', 'similar-name'],
    ['Andrey Shcherbakov', 'ash', 'similar-name'],
    ['Dmitry Kim', 'dk', 'similar-name'],
    ['An Lii', 'al', 'similar-name'],
    ['maxweiss', 'max.weiss', 'address-from-name'],
    ['felixschaefer', 'felix.schafer', 'address-from-name'],
    ['伟 王', 'ww', 'other-spelling'],
    ['田中太郎', 'tt', 'other-spelling'],
    ['김 민준', 'kmj', 'other-spelling'],
    ['Juergen Gross', 'jg', 'other-spelling'],
    ['JURGEN GROSS', 'jg', 'same-name'],
    ['Gross, Juergen', 'jg', 'other-spelling'],
    ['J. Gross', 'jg', 'initials'],
    ['Gross J', 'jg', 'initials'],
    ['Max Weiss', 'max.weiss', 'same-name'],
    ['Dr. Max Weiss', 'max.weiss', 'names-fit'],
    ['max.weiss', 'max.weiss', 'same-name'],
    ['mweiss', 'max.weiss', 'address-from-name'],
    ['Ulrike Strasser', 'ustr', 'same-name'],
    ['Lucja Nowak', 'lucja.nowak', 'same-name'],
    ['Nowak, Lucja', 'lucja.nowak', 'same-name'],
    ['Nowak Lucja', 'lucja.nowak', 'same-name'],
    ['Soren Kjaergaard', 'sk', 'same-name'],
    ['Soeren Kjaergard', 'sk', 'other-spelling'],
    ['Djordje Djokovic', 'dd', 'other-spelling'],
    ['Dorde Dokovic', 'dd', 'same-name'],
    ['Thorsteinn Aegisson', 'tha', 'same-name'],
    ['Bjoern Angstroem', 'ba', 'other-spelling'],
    ['Bjorn Aangstrom', 'ba', 'other-spelling'],
    ['Mehmet Yilmaz', 'my', 'same-name'],
    ['MEHMET YILMAZ', 'my', 'same-name'],
    ['Anna-Lena Mueller-Luedenscheidt', 'alml', 'other-spelling'],
    ['Anna Lena Müller Lüdenscheidt', 'alml', 'same-name'],
    ['Anna-Lena Müller', 'alml', 'double-name'],
    ['Lukasz Odegard', 'lo', 'same-name'],
    ['Jens Mueller', 'jm', 'other-spelling'],
    ["Conan O'Neil", 'conan', 'same-name'],
    ['Conan O´Neil', 'conan', 'same-name'],
    ['Conan O`Neil', 'conan', 'same-name'],
    ['Conan OʼNeil', 'conan', 'same-name'],
    ['Conan O Neil', 'conan', 'other-spelling'],
    ['Felix Schaefer', 'felix.schafer', 'other-spelling'],
    ['Paul Fisher', 'pf', 'similar-name'],
    ['Pual Fischer', 'pf', 'similar-name'],
    ['Maria Huber', 'mh', 'maiden-name'],
    ['Maria Schmidt', 'mh', 'maiden-name'],
    ['Maria Huber née Schmidt', 'mh', 'same-name'],
    ['Eva Szabo', 'ek', 'maiden-name'],
    ['Jan Vandenberg', 'jvdb', 'other-spelling'],
    ['Robert Stone', 'rjs', 'names-fit'],
    ['R. J. Stone', 'rjs', 'initials'],
    ['Peter Quill', 'p.quill', 'initials'],
    ['Max Mustermann', 'mmustermann', 'address-from-name'],
    ['Anna Muster', 'anna.meier', 'former-name'],
    ['Łucja\u200b Nowak', 'lucja.nowak', 'same-name'],
    ['Ivan Petrov', 'ip', 'other-spelling'],
    ['Petrov, Ivan', 'ip', 'other-spelling'],
    ['Nikos Papadopoulos', 'np', 'other-spelling'],
    ['Andrey Shcherbakov', 'ash', 'similar-name'],
    ['Лука Модрић', 'lmo', 'other-spelling'],
    ['Bob Stone', 'rjs', 'short-name'],
    ['Kate Doe', 'kd', 'short-name'],
    ['Hans Bauer', 'jb', 'short-name'],
    ['Bill Wright', 'bill', 'same-name'],
  ])('%s is offered %s (%s), and never taken', async (text, local, why) => {
    const row = await rowOf(text)
    expect(row).toMatchObject({ result: 'choose', username: null })
    expect(row.candidates.map(({ username, why }) => [username, why])).toContainEqual([`${local}@contoso.example`, why])
    expect(row.candidates[0]?.username).toBe(`${local}@contoso.example`)
  })

  it('is said to be nobody near only when slips were looked for too', async () => {
    expect(await rowOf('Xaver Zwiebelfisch')).toMatchObject({
      result: 'unmatched',
      message: 'No exact match, and nobody similar enough to suggest.',
    })
  })

  it('names the nearest in its sentence', async () => {
    expect(await rowOf('Paul Fisher')).toMatchObject({
      message: 'No exact match; nearest: Paul Fischer (pf@contoso.example). Choose who is meant, or leave the row out.',
    })
    expect(await rowOf('Paul Fischer')).toMatchObject({
      message: 'One person has this name. Choose who is meant, or leave the row out.',
    })
  })

  it('is never taken, whatever is given', async () => {
    const names = Object.values(directory).filter((name) => name !== '')
    const letters = fc.constantFrom(..."aeoudjnsäöüßłø ,.-'")
    const slip = fc.record({
      name: fc.constantFrom(...names),
      at: fc.nat(30),
      put: fc.string({ unit: letters, maxLength: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(slip, { minLength: 1, maxLength: 30 }), async (slips) => {
        const text = slips.map(({ name, at, put }) => `${name.slice(0, at)}${put}${name.slice(at)}`).join('\n')
        const { counts } = await tenant.call('leavers.match', { text })
        expect([counts.matched, counts.disabled, counts.invited]).toEqual([0, 0, 0])
      }),
      { numRuns: 25 },
    )
  })

  it('leads to everybody by each spelling of their own', async () => {
    for (const [username, fullname] of Object.entries(directory)) {
      if (fullname === '') continue
      for (const text of [
        fullname,
        fullname.toUpperCase(),
        fullname.normalize('NFD'),
        fullname.split(' ').reverse().join(' '),
      ]) {
        if (/[(é]/.test(fullname)) continue
        const row = await rowOf(text)
        expect(row.candidates[0]?.username, text).toBe(username)
      }
    }
  })
})

describe('an address that nobody has', () => {
  it.each([
    ['felix.schaefer@contoso.example', 'felix.schafer', 'other-spelling'],
    ['max.wiess@contoso.example', 'max.weiss', 'similar-address'],
    ['max.weiss@contso.example', 'max.weiss', 'similar-address'],
    ['max.weiss@fabrikam.example', 'max.weiss', 'address-without-domain'],
    ['juergen.gross@contoso.example', 'jg', 'address-from-name'],
    ['jgross@contoso.example', 'jg', 'address-from-name'],
    ['grossj@contoso.example', 'jg', 'address-from-name'],
    ['Paul Fisher <someone@contoso.example>', 'pf', 'similar-name'],
  ])('%s leads to %s (%s)', async (text, local, why) => {
    const row = await rowOf(text)
    expect(row).toMatchObject({ result: 'choose', username: null })
    expect(row.candidates[0]).toMatchObject({ username: `${local}@contoso.example`, why })
  })

  it('leads to whoever had it before, with the day on which that was seen', async () => {
    const row = await rowOf('anna.muster@contoso.example')
    expect(row).toMatchObject({
      result: 'choose',
      candidates: [{ username: 'anna.meier@contoso.example', why: 'former-address', admin: false }],
      message: expect.stringMatching(
        /^No account has this address now\. Anna Meier \(anna\.meier@contoso\.example\) had it before \d+ \w+ \d{4}\./,
      ),
    })
    expect(row.candidates[0]?.until).toMatch(/^\d{4}-/)
  })

  it('is that of its account, and tells who had it before', async () => {
    expect(await rowOf('recycled@contoso.example')).toMatchObject({
      result: 'matched',
      username: 'recycled@contoso.example',
      message: expect.stringContaining('this address was that of rosa.now@contoso.example'),
    })
  })

  it('says nothing of somebody whose later address is somebody else’s now', async () => {
    const { edit } = tenant.demo
    edit.addUser('first@contoso.example', { fullname: 'Fred First' })
    await tenant.call('directory.sync', {})
    edit.changeEmail('first@contoso.example', 'second@contoso.example')
    await tenant.call('directory.sync', {})
    edit.removeUser('second@contoso.example')
    await tenant.call('directory.sync', {})
    edit.addUser('second@contoso.example', { fullname: 'Sara Second' })
    await tenant.call('directory.sync', {})
    const row = await rowOf('first@contoso.example')
    expect(row.candidates.filter(({ why }) => why === 'former-address')).toEqual([])
  })
})

describe('a staff list', () => {
  it('puts people with another address or a former name beside those whom they may be', async () => {
    const text = [
      'Name,E-mail',
      'Jean-Luc Picard,jean-luc.picard@fabrikam.example',
      'Maria Huber (geb. Schmidt),maria@fabrikam.example',
      'Juergen Gross,juergen.g@fabrikam.example',
      'Nobody Known,nobody.known@fabrikam.example',
    ].join('\n')
    const { comparison } = await tenant.call('leavers.compare', { text })
    const near = await tenant.call('leavers.compared', { comparison, kind: 'near' })
    expect(near.rows.map(({ username, given, why }) => [username, given, why])).toEqual([
      [
        'jlp@contoso.example',
        'Jean-Luc Picard · jean-luc.picard@fabrikam.example',
        'The same name with another address. The account is disabled.',
      ],
      [
        'mh@contoso.example',
        'Maria Huber (geb. Schmidt) · maria@fabrikam.example',
        'The same name with another address.',
      ],
      ['jg@contoso.example', 'Juergen Gross · juergen.g@fabrikam.example', 'The same in another spelling or script.'],
    ])
    const missing = await tenant.call('leavers.compared', { comparison, kind: 'not-in-lastpass' })
    expect(missing.rows.map(({ given }) => given)).toEqual(['Nobody Known · nobody.known@fabrikam.example'])
  })
})
