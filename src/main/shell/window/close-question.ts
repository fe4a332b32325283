import { type BrowserWindow, dialog } from 'electron'
import type { CallName, Input, Output } from '../../../contract/calls.ts'
import type { Result } from '../../../contract/failure.ts'
import type { App } from '../../app.ts'

/** What a person wants of jobs in their hold when the window closes. */
export type CloseChoice = 'send' | 'call-back' | 'stay'

/** The question of a closing window: its sentences and its buttons, the last of which is also the answer of Escape. */
export interface CloseQuestion {
  message: string
  detail: string
  buttons: { label: string; choice: CloseChoice }[]
}

type UnsentJob = Output<'jobs.unsent'>['jobs'][number]

/** How long the rooms may take to say what is held; a window that cannot be closed would be worse. */
const patienceMs = 2000
/** 1 hour: the longest that one waiting call takes. */
const waitMs = 3_600_000

const isHeld = ({ state }: UnsentJob): boolean => state === 'holding'

/** The question about held jobs; null: there are none, and the window just closes. `enabled`: changes are on. */
export function closeQuestion(unsent: readonly UnsentJob[], enabled: boolean): CloseQuestion | null {
  const held = unsent.filter(isHeld)
  const [first] = held
  if (first === undefined) return null
  const number = held.reduce((sum, { waiting }) => sum + waiting, 0)
  const titles = held.length === 1 ? first.title : `${first.title}, and ${held.length - 1} more`
  return {
    message: `${number.toLocaleString('en-US')} ${number === 1 ? 'change is' : 'changes are'} not sent yet`,
    detail: [
      `${titles}. LastPass has not received ${number === 1 ? 'it' : 'them'}.`,
      enabled ? '' : 'Changes are off, so nothing can be sent from here.',
      `If you call ${number === 1 ? 'it' : 'them'} back, nothing is sent and the plan waits under Changes.`,
    ]
      .filter(Boolean)
      .join(' '),
    buttons: [
      ...(enabled ? [{ label: 'Send now and close', choice: 'send' as const }] : []),
      { label: 'Call back and close', choice: 'call-back' },
      { label: 'Keep open', choice: 'stay' },
    ],
  }
}

/** Asks before a window closes over changes in their hold; a window with none closes at once. `ending`: the system ends Provost, and nobody can answer. */
export function askBeforeClosing(window: BrowserWindow, composed: Promise<{ app: App }>, ending: () => boolean): void {
  let app: App | null = null
  let asking = false
  let decided = false
  composed.then(
    (each) => {
      app = each.app
    },
    () => {},
  )

  window.on('close', (event) => {
    if (app === null || decided || ending()) return
    event.preventDefault()
    if (asking) return
    asking = true
    const sending = () => {
      asking = false
    }
    void mayClose(window, app, sending)
      .catch(() => true)
      .then((may) => {
        asking = false
        if (!may || window.isDestroyed()) return
        decided = true
        window.close()
      })
  })
}

/** Whether the window may close now, once what the person chose is done. `sending`: it is being sent, and whoever closes again does not want to wait. */
async function mayClose(window: BrowserWindow, app: App, sending: () => void): Promise<boolean> {
  const unsent = await readUnsent(app)
  const state = await inTime(ask(app, 'writing.state', {}))
  const question = closeQuestion(unsent, state?.ok === true && state.value.enabledUntil !== null)
  if (question === null) return true
  // Once the hold is over, the question's first sentence is not true any more.
  const over = new AbortController()
  const unlisten = app.listen(({ name }) => {
    if (name === 'job') void readUnsent(app).then((jobs) => jobs.some(isHeld) || over.abort())
  })
  const { response } = await dialog
    .showMessageBox(window, {
      type: 'question',
      message: question.message,
      detail: question.detail,
      buttons: question.buttons.map(({ label }) => label),
      defaultId: question.buttons.length - 1,
      cancelId: question.buttons.length - 1,
      noLink: true,
      signal: over.signal,
    })
    .finally(unlisten)
  const held = (await readUnsent(app)).filter(isHeld)
  const asked = unsent.filter(isHeld)
  // Whatever is being sent by now is watched in the window.
  if (asked.some(({ job }) => !held.some((each) => each.job === job))) return false
  switch (question.buttons[response]?.choice ?? 'stay') {
    case 'stay':
      return false
    case 'call-back': {
      const answers = await Promise.all(held.map(({ job }) => ask(app, 'jobs.cancel', { job })))
      return answers.every(({ ok }) => ok)
    }
    case 'send':
      sending()
      return (await Promise.all(held.map(({ job }) => sendWhole(app, job)))).every(Boolean)
  }
}

async function readUnsent(app: App): Promise<UnsentJob[]> {
  const answer = await inTime(ask(app, 'jobs.unsent', {}))
  return answer?.ok ? answer.value.jobs : []
}

function inTime<T>(answer: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs))
  return Promise.race([answer, late])
}

/** Sends a held job; true once every change of it is confirmed, as whatever else has to be read in the window. */
async function sendWhole(app: App, job: string): Promise<boolean> {
  const sent = await ask(app, 'jobs.sendNow', { job })
  if (!sent.ok) return false
  const over = await ask(app, 'jobs.wait', { job, timeoutMs: waitMs, limit: 0 })
  if (!over.ok || over.value.state !== 'done') return false
  const { failed, unknown, waiting } = over.value.job.counts
  return failed + unknown + waiting === 0
}

const ask = <C extends CallName>(app: App, name: C, input: Input<C>): Promise<Result<Output<C>>> =>
  app.call(name, input) as Promise<Result<Output<C>>>
