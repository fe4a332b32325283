import { once } from 'node:events'
import { argv, memoryUsage, stdout } from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

// How much memory the archive's threads take in the runtime that Provost ships with: Electron run as Node, whose allocator gives back
// what Node's keeps. Plain JavaScript, because this runtime reads no types. Usage: FILE-OF-THREAD FOLDER KEY MONTH; prints megabytes
// over those before the thread was started.

const [file, folder, key, month] = argv.slice(2)
const resident = () => memoryUsage.rss() / 2 ** 20
const before = resident()
const worker = new Worker(file)
let asked = 0
async function ask(operation, input) {
  const id = ++asked
  worker.postMessage({ id, operation, ask: input })
  for (;;) {
    const [message] = await once(worker, 'message')
    if (message.id !== id) continue
    if (!('answer' in message)) throw new Error(JSON.stringify(message))
    return message.answer
  }
}
/** Everything that the screen asks of one filter. */
async function answer(filter) {
  await ask('query', { filter, offset: 0, limit: 200 })
  for (const facet of ['category', 'action', 'username', 'ip', 'target'])
    await ask('facet', { filter, facet, search: '', limit: 50 })
  await ask('histogram', { filter, buckets: 200 })
}
await ask('open', { folder, key })
const first = performance.now()
await answer({ from: month, own: 'without' })
const firstMs = performance.now() - first
await answer({ own: 'without' })
const { values } = await ask('facet', { filter: {}, facet: 'username', search: '', limit: 40 })
for (const { value } of values.filter((_, n) => n % 4 === 1)) await answer({ usernames: [value], own: 'without' })
for (const category of ['login', 'vault', 'folder', 'admin', 'policy'])
  await answer({ categories: [category], own: 'without' })
for (const text of ['chrome', 'finance', 'portal']) await answer({ text, own: 'without' })
await delay(3000)
const open = resident() - before
for (const text of ['VID: 81', '12']) await answer({ text, own: 'without' })
await delay(3000)
const withDigits = resident() - before
await ask('close', {})
await worker.terminate()
await delay(2000)
stdout.write(JSON.stringify({ firstMs, open, withDigits, after: resident() - before }))
