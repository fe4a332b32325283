import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { homeFolder } from '../../../src/main/files/data-folder.ts'

describe('the data folder', () => {
  test.each([
    ['--home DIR', ['/usr/bin/provost', '--home', '/data/one'], { PROVOST_HOME: '/data/two' }, '/data/one'],
    ['--home=DIR', ['provost', '--home=/data/one', '.'], {}, '/data/one'],
    ['PROVOST_HOME', ['provost'], { PROVOST_HOME: '/data/two' }, '/data/two'],
    ['the default, when --home names nothing', ['provost', '--home'], { XDG_CONFIG_HOME: '/conf' }, '/conf/Provost'],
    ['the default', ['provost'], { XDG_CONFIG_HOME: '/conf' }, '/conf/Provost'],
  ])('is named by %s', (_by, args, env, expected) => {
    expect(homeFolder({ args, env, platform: 'linux' })).toBe(resolve(expected))
  })

  test('is where each platform keeps such things', () => {
    expect(homeFolder({ args: [], env: {}, platform: 'linux' })).toBe(join(homedir(), '.config', 'Provost'))
    expect(homeFolder({ args: [], env: {}, platform: 'darwin' })).toBe(
      join(homedir(), 'Library', 'Application Support', 'Provost'),
    )
    expect(homeFolder({ args: [], env: { APPDATA: '/roaming' }, platform: 'win32' })).toBe(join('/roaming', 'Provost'))
  })

  test('is an absolute path, also when a relative one is given', () => {
    expect(homeFolder({ args: ['--home', 'here'], env: {}, platform: 'linux' })).toBe(resolve('here'))
  })
})
