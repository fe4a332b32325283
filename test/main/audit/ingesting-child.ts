import { openArchive } from '../../../src/main/audit/archive/archive.ts'
import { eventsOfMinute, key, leafSize, minutes, start } from './minutes.ts'

// A process that fills an archive until it is killed: minutes in any order, some again, the oldest removed now and then, and the zone
// corrected to and fro. Its leaves are small, so that they are split all the time. It says what it is about to do, and what is done.

const [folder = '', seedText = '1'] = process.argv.slice(2)
let seed = Number(seedText)
const random = (below: number): number => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
const archive = openArchive(folder, key, leafSize)
if (archive.zone() === null) archive.setZone('UTC')
const shift = () => (archive.zone() === 'UTC' ? 0 : 5 * 3600)
const act = (name: string, work: () => void) => {
  process.stdout.write(`${name}\n`)
  work()
  process.stdout.write('done\n')
}
process.stdout.write('ready\n')
for (;;) {
  const dice = ['zone', 'remove', 'remove', 'add', 'add', 'add', 'add'][random(7)]
  const minute = random(minutes)
  const first = start + minute * 60 + shift()
  if (dice === 'zone') act('zone', () => archive.setZone(archive.zone() === 'UTC' ? 'Etc/GMT+5' : 'UTC'))
  else if (dice === 'remove') {
    const least = random(200)
    act(`remove ${least}`, () => void archive.removeBefore(start + least * 60 + shift()))
  } else
    act(`add ${minute}`, () =>
      archive.add(
        eventsOfMinute(minute).map((event) => ({ ...event, time: event.time + shift() })),
        { covers: [{ first, last: first + 59, fetched: 1, events: 50 }] },
      ),
    )
}
