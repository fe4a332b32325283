import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, goTo, over, part, plan, send } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

// What a help desk gets on a Monday: forty people as mails, tickets and personnel systems write them.

const at = (local: string) => `${local}@contoso.example`

/** Who is there: the name, and the address before the @. */
const people: readonly (readonly [fullname: string, local: string])[] = [
  ['Jürgen Groß', 'jg'],
  ['Max Weiß', 'max.weiss'],
  ['Ulrike Straßer', 'ustr'],
  ['Łucja Nowak', 'lucja.nowak'],
  ['Søren Kjærgaard', 'sk'],
  ['Đorđe Đoković', 'dd'],
  ['Þorsteinn Ægisson', 'tha'],
  ['Björn Ångström', 'ba'],
  ['Mehmet Yılmaz', 'my'],
  ['Anna-Lena Müller-Lüdenscheidt', 'alml'],
  ["Seán O'Brien", "sean.o'brien"],
  ['Bri En', 'brien'],
  ['Conan O’Neil', 'conan'],
  ['María José García López', 'mjgl'],
  ['Zoë Brontë', 'zb'],
  ['Иван Петров', 'ip'],
  ['Νίκος Παπαδόπουλος', 'np'],
  ['Maria Huber', 'mhu'],
  ['Robert Stone', 'rst'],
  ['Felix Schäfer', 'felix.schafer'],
  ['Paul Fischer', 'pfi'],
  ['Kim Twin', 'kim.one'],
  ['Kim Twin', 'kim.two'],
  ['Jean-Luc Picard', 'jlp'],
  ['Renée d’Aubigné', 'rda'],
  ['İpek Şahin', 'isa'],
  ['Antonín Dvořák', 'adv'],
  ['Åsa Öberg', 'aob'],
  ['Nguyễn Thị Hồng', 'nth'],
  ['José Ñúñez', 'jnu'],
  ['Chloë van den Berg', 'cvb'],
  ['Noël Coward', 'noel.coward'],
  ['Sofia Rossi', 'sofia.bianchi'],
  ['Peter Smith', 'psm'],
  ['Tom Jones', 'tom.jones'],
  ['Amy Lee', 'amy.lee'],
  ['Ben Cole', 'ben.cole'],
  ['Cleo Dale', 'cleo.dale'],
  ['Dan Eads', 'dan.eads'],
  ['Finn Gray', 'finn.gray'],
  ['Gwen Hill', 'gwen.hill'],
]

/** Forty rows in 38 lines: 39 people, and one who has no account. */
const pasted = [
  "sean.o'brien@contoso.example",
  'Max Weiß <max.weiss@contoso.example>',
  'mailto:lucja.nowak@contoso.example',
  'tom.jones@contoso.example\u200b',
  'amy.lee@contoso.example, ben.cole@contoso.example',
  'cleo.dale@contoso.example；dan.eads@contoso.example',
  'FINN.GRAY@CONTOSO.EXAMPLE',
  '"Hill, Gwen" <gwen.hill@contoso.example>;',
  '• Noël Coward (noel.coward@contoso.example)',
  'sofia.bianchi@contoso.example',
  'felix.schaefer@contoso.example',
  'Juergen Gross',
  'STRASSER, Ulrike',
  'Soeren Kjaergard',
  'Djordje Djokovic',
  'Thorsteinn Aegisson',
  'Bjoern Angstroem',
  'Mehmet Yilmaz',
  'Anna Lena Mueller Luedenscheidt',
  'Conan O´Neil',
  'Zoe Bronte',
  'Ivan Petrov',
  'Nikos Papadopoulos',
  'Maria Huber (geb. Schmidt)',
  'Jean Luc Picard',
  "Renee D'Aubigne",
  'IPEK SAHIN',
  'Dvorak, Antonin',
  'Aasa Oeberg',
  'Thi Hong Nguyen',
  'Jose Nunez',
  'Chloe Vandenberg',
  'Maria Garcia',
  'Bob Stone',
  'Paul Fisher',
  'Kim Twin',
  'P. Smith',
  'Xaver Zwiebelfisch',
]

let service: Awaited<ReturnType<typeof openService>>
let window: Console
const page = () => window.page

beforeAll(async () => {
  service = await openService({ people: 60 })
  for (const [fullname, local] of people) service.demo.edit.addUser(at(local), { fullname })
  window = await openConsole()
  await connect(page(), service)
  await ask(page(), 'guards.set', { holdSeconds: 0 })
  service.demo.edit.changeEmail(at('sofia.bianchi'), at('sofia.rossi'))
  await ask(page(), 'directory.sync', {})
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
})

describe('forty messy names', () => {
  test('are the right forty people in under 15 acts beyond the paste, by keyboard alone', async () => {
    await enable(page())
    await goTo(page(), 'Leavers')
    await part(page(), 'leavers', 'New list')
    await page().getByLabel('Who leaves?').focus()
    await window.app.evaluate(({ clipboard }, words) => clipboard.writeText(words), pasted.join('\n'))
    await page().keyboard.press('Control+V')
    const results = page().getByRole('group', { name: 'Rows by result' })
    const says = (words: string) => results.getByRole('button', { name: words, exact: true }).waitFor()
    const focused = () => page().evaluate(() => document.activeElement?.getAttribute('role'))
    await says('Found 11')
    await says('To decide 28')
    await says('Not found 1')
    await eventually(focused).toBe('grid')

    let acts = 0
    const press = async (key: string) => {
      acts++
      await page().keyboard.press(key)
    }
    await press('a')
    await dialog(page()).getByRole('button', { name: 'Take these 23 rows' }).waitFor()
    await press('Enter')
    await dialog(page()).waitFor({ state: 'detached' })
    /** The row that the keys act on. */
    const current = () =>
      page().evaluate(() => {
        const cell = document.activeElement?.getAttribute('aria-activedescendant') ?? ''
        return document.getElementById(cell)?.closest('[role="row"]')?.textContent ?? ''
      })
    const next = async (given: string, key: string, left: number) => {
      await eventually(focused).toBe('grid')
      await eventually(current).toContain(given)
      await press(key)
      if (left > 0) await says(`To decide ${left}`)
    }
    await says('To decide 5')
    await next('Maria Garcia', 'Enter', 4)
    await next('Bob Stone', 'Enter', 3)
    await next('Paul Fisher', 'Enter', 2)
    await next('Kim Twin', '2', 1)
    await next('P. Smith', 'Enter', 0)
    await says('Found 39')

    await press('Control+Enter')
    await plan(page())
    await dialog(page()).getByText('39 of 40 rows; 1 not found is left out.').waitFor()
    await page().keyboard.type('39')
    const job = await send(page(), () => press('Control+Enter'))
    await over(page(), job)
    expect(acts).toBeLessThan(15)

    const told = service.demo.ledger.flatMap(({ command, data }) =>
      command === 'disableuser' ? (data as string[]).map((username) => username.toLowerCase()) : [],
    )
    const meant = people
      .map(([, local]) => at(local))
      .filter((address) => address !== at('brien') && address !== at('kim.one'))
      .map((address) => (address === at('sofia.bianchi') ? at('sofia.rossi') : address))
    expect([...told].sort()).toEqual([...meant].sort())
  })
})
