import { openArchive } from '../../../src/main/audit/archive/archive.ts'
import { eventsOfMinute, key, minutes, start } from './minutes.ts'

// A process that fills an archive until it is killed: minutes in any order, some again, and the zone corrected to and fro.

const [folder = '', seedText = '1'] = process.argv.slice(2)
let seed = Number(seedText)
const random = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed % below
}
const archive = openArchive(folder, key)
if (archive.zone() === null) archive.setZone('UTC')
process.stdout.write('ready\n')
for (;;) {
  if (random(5) === 0) archive.setZone(archive.zone() === 'UTC' ? 'Etc/GMT+5' : 'UTC')
  const shift = archive.zone() === 'UTC' ? 0 : 5 * 3600
  const minute = random(minutes)
  const first = start + minute * 60 + shift
  archive.add(
    eventsOfMinute(minute).map((event) => ({ ...event, time: event.time + shift })),
    { covers: [{ first, last: first + 59, fetched: 1, events: 50 }] },
  )
}
