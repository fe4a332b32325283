import { createJsonLinesReceiver } from '../../../src/main/streams/receivers/json-lines.ts'
import { eventsOfMinute, minutes } from '../audit/minutes.ts'
import { never } from './lines.ts'
import { openStream } from './opened-stream.ts'

// A process that adds events in any order, some again, corrects the zone now and then, and streams them into a file until it is killed.

const [folder = '', path = '', seedText = '1'] = process.argv.slice(2)
let seed = Number(seedText)
const random = (below: number): number => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
const { archive, drain } = openStream(folder)
const receiver = createJsonLinesReceiver({ path, largest: 1e9, keep: 1 })
if (archive.zone() === null) archive.setZone('UTC')
process.stdout.write('ready\n')
for (;;) {
  const shift = archive.zone() === 'UTC' ? 0 : 5 * 3600
  if (random(6) === 0) archive.setZone(shift === 0 ? 'Etc/GMT+5' : 'UTC')
  else {
    const events = eventsOfMinute(random(minutes)).slice(0, 1 + random(6))
    archive.add(
      events.map((event) => ({ ...event, time: event.time + shift })),
      {},
    )
  }
  await drain((lines) => receiver.send(lines, never))
  process.stdout.write('drained\n')
}
