import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'

const partsFolder = temporaryFolder()
const one = { name: 'one', version: '1.0.0', licence: 'MIT', text: 'Permission is hereby granted.' }
const two = { name: '@scope/two', version: '2.0.0', licence: 'Apache-2.0', text: 'Apache License' }
const shown = ({ text: _, ...part }: typeof one) => part
let tenant: TestTenant

beforeEach(async () => {
  writeFileSync(join(partsFolder, 'main.json'), JSON.stringify([one, two]))
  writeFileSync(join(partsFolder, 'renderer.json'), JSON.stringify([one]))
  tenant = await openTenant({}, { partsFolder })
})
afterEach(async () => {
  await tenant.close()
  rmSync(partsFolder, { recursive: true })
})

it('names each bundled part once, and gives its licence word for word', async () => {
  expect(await tenant.call('app.parts', {})).toEqual({ parts: [shown(two), shown(one)] })
  for (const { name, version, text } of [one, two])
    expect(await tenant.call('app.partNotice', { name, version })).toEqual({ text })
  expect(await tenant.refused('app.partNotice', { name: 'one', version: '1.0.1' })).toMatchObject({ code: 'not-found' })
})
