import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom as takenFromList } from '../../harness/matching.ts'

// A line that stands right over addresses says whose they are, the first line of a text too.

const people = { 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone' } as const
const at = (local: keyof typeof people) => `${local}@example.com`
const anna = at('anna.lee')
const bob = at('bob.stone')

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-11-27')
})
afterAll(() => tenant.close())

const takenFrom = (text: string) => takenFromList(tenant, text)

describe('people under a line are asked about', () => {
  it.each([
    'Employees at risk of redundancy',
    'Phishing victims, reset master password:',
    'Please add the following to the distribution list "Leavers process":',
    'Who has access to the shared folder "Leavers 2026"?',
    'People who attended the training',
    'Mitarbeiter mit abgelaufenem Passwort',
    'Personnes invitées à la formation',
    'Who still needs an account',
    'Please confirm that these people still work for you, otherwise we disable them:',
    'Inactive for 90 days',
  ])('that says something else of them, or something that nobody understands: %s', async (line) => {
    expect(await takenFrom(`${line}\n${anna}\n${bob}`)).toEqual([])
    expect(await takenFrom(`${line}\n\nAnna Lee <${anna}>\nBob Stone <${bob}>`)).toEqual([])
  })

  it.each([
    'Leavers, but please leave the trainees alone:',
    'Disable all but the trainees',
    'Please disable everyone but the contractors:',
    'Bitte sperren, bis auf die Azubis:',
    'À désactiver, à part les stagiaires :',
    'Da disattivare, ad eccezione degli stagisti:',
  ])('that takes some of them out, whom it does not name: %s', async (line) => {
    expect(await takenFrom(`${line}\n${anna}\n${bob} (trainee)`)).toEqual([])
  })

  it.each([
    ['Final pay run', 'Regular pay run'],
    ['Night shift', 'Day shift'],
    ['Reviewed', 'Not looked at'],
  ])('of each alone, that is no name of theirs: %s, %s', async (one, other) => {
    expect(await takenFrom(`${one}\n${anna}\n${other}\n${bob}`)).toEqual([])
  })

  it.each([
    ['in any part of the text', `Redundancies\n${anna}\n\nWave 2 (consultation ongoing)\n${bob}`],
    ['in a script without blanks', `离职人员：\nAnna ${anna}\n接手人：\nBob ${bob}`],
  ])('%s', async (_, text) => {
    expect(await takenFrom(text)).toEqual([anna])
  })
})

it('a label with what it says heads addresses alone', async () => {
  expect(await takenFrom(`Last login: never\n${anna}\n${bob}`)).toEqual([])
  expect(await takenFrom(`Department: Sales\n${anna}\n${bob}`)).toEqual([anna, bob])
})

describe('all of a list are asked about where a line explains', () => {
  it.each([
    ['a mark that some of them have', `${anna} *\n${bob}\n* leaver`],
    ['how some of them look', `**${anna}**\n${bob}\n(bold = leaving)`],
    ['colours, which a paste does not keep', `${anna}\n${bob}\nred: leavers`],
  ])('%s', async (_, text) => {
    expect(await takenFrom(text)).toEqual([])
  })

  it('but not where each line has a bullet', async () => {
    expect(await takenFrom(`Leavers\n* ${anna}\n* ${bob}`)).toEqual([anna, bob])
  })
})

it('a label between two addresses says what the second is to the first', async () => {
  expect(await takenFrom(`Out as of 20/11 - ${anna}. Interim: ${bob}`)).toEqual([])
})

it('words of scripts without blanks say that somebody comes back or changes', async () => {
  for (const said of ['異動', '（復職）', '调岗']) expect(await takenFrom(`${anna} ${said}`), said).toEqual([])
})

it('a number of the list may be whom a line speaks against', async () => {
  for (const said of ['Edit: ignore no. 2', 'Please skip #2', 'number 2 stays'])
    expect(await takenFrom(`1. ${anna}\n2. ${bob}\n${said}`), said).toEqual([])
})

describe('people under a line are taken', () => {
  it.each([
    'Leavers of this week',
    'Please disable the following accounts:',
    'November batch',
    'Berlin Office',
    'Here is the list:',
    'Hi all, see below.',
    'Anbei die aktuelle Liste:',
    'Voici la liste :',
    'Liste des départs :',
    '退職者一覧',
    'These two are gone:',
    'Sales:',
    'These people have left the company:',
  ])('that says that they leave, where they are, or only leads over to them: %s', async (line) => {
    expect(await takenFrom(`${line}\n${anna}\n${bob}`)).toEqual([anna, bob])
  })

  it.each([
    ['Anna Lee', 'Bob Stone'],
    ['anna lee', 'bob'],
    ['Berlin', 'France'],
    ['Sales', 'Marketing'],
    ['Redundancies', 'Departures'],
  ])('of each alone, that is their name, their place or that they leave: %s, %s', async (one, other) => {
    expect(await takenFrom(`${one}\n${anna}\n${other}\n${bob}`)).toEqual([anna, bob])
  })

  it('that is about each of them alone', async () => {
    expect(
      await takenFrom(`Anna Lee, account executive in Berlin\n${anna}\nBob Stone, works in sales\n${bob}`),
    ).toEqual([anna, bob])
  })
})

describe('what is disabled for somebody', () => {
  it('may be something else than the account', async () => {
    expect(await takenFrom(`Please disable MFA for ${anna}`)).toEqual([])
    expect(await takenFrom(`Reset and remove TOTP of ${anna}`)).toEqual([])
    expect(await takenFrom(`Please disable the VPN access of ${anna}`)).toEqual([anna])
  })
})
