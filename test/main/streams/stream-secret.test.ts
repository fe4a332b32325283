import { describe, expect, test } from 'vitest'
import { ReceiverInput } from '../../../src/contract/calls/streams.ts'
import { readEntered } from '../../../src/main/streams/entered-receiver.ts'
import type { StreamRecord } from '../../../src/main/streams/stream-record.ts'
import { createStreamSecrets } from '../../../src/main/streams/stream-secret.ts'
import { createKeptVault } from '../../harness/application.ts'

const recordOf = (receiver: object, more: Partial<StreamRecord> = {}): StreamRecord => ({
  ...{ id: '0123456789abcdef', slot: 1, name: 'SIEM', categories: null, since: 0, created: '', paused: false },
  receiver: readEntered(ReceiverInput.parse(receiver), '', null).receiver,
  ...more,
})
const splunk = (more: object = {}) => recordOf({ kind: 'splunk', url: 'https://s.example.com', ...more })

describe('the secret of a stream', () => {
  test('is given for the receiver that it was entered for, and for no other', async () => {
    const vault = createKeptVault()
    const noted: string[] = []
    const secrets = createStreamSecrets(
      vault,
      (slot) => `t/${slot}`,
      (secret) => noted.push(secret),
    )
    expect(await secrets.read(splunk())).toBeNull()
    await secrets.write(splunk(), { token: 'the-token' })
    expect(await secrets.read(splunk())).toEqual({ token: 'the-token' })
    expect(noted).toEqual(['the-token', 'the-token'])
    const others = [
      splunk({ url: 'https://s.example.net' }),
      splunk({ url: 'https://s.example.com:8089' }),
      splunk({ url: 'https://s.example.com/elsewhere' }),
      { ...splunk(), id: 'fedcba9876543210' },
      { ...splunk(), receiver: { ...splunk().receiver, authority: 'another authority' } as StreamRecord['receiver'] },
      recordOf({ kind: 'otlp', url: 'https://s.example.com' }),
    ]
    for (const other of others)
      await expect(secrets.read(other)).rejects.toMatchObject({
        failure: {
          code: 'not-connected',
          message: expect.stringContaining('was entered for another receiver. Nothing was sent.'),
        },
      })
    expect(await secrets.read(splunk({ index: 'other', acknowledge: true }))).toEqual({ token: 'the-token' })
    await secrets.erase(splunk())
    expect(await secrets.read(splunk())).toBeNull()
  })

  test('is refused where it is too long for a keychain, and an entry that is none is not used', async () => {
    const vault = createKeptVault()
    const secrets = createStreamSecrets(
      vault,
      (slot) => `t/${slot}`,
      () => {},
    )
    await expect(secrets.write(splunk(), { token: 'x'.repeat(3000) })).rejects.toMatchObject({
      failure: { code: 'invalid' },
    })
    for (const entry of ['x', 'stream1.{', 'stream1.{"id":1}']) {
      await vault.write('t/1', entry)
      await expect(secrets.read(splunk())).rejects.toMatchObject({ failure: { code: 'not-connected' } })
    }
  })
})
