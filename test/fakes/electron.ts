import { EventEmitter } from 'node:events'
import type { App, IpcMain, Session, WebContents } from 'electron'

type Handler = (...values: never[]) => unknown

/** A session that remembers the guards given to it. */
export function createFakeSession() {
  const emitter = new EventEmitter()
  const handlers: Record<string, Handler> = {}
  const set = (name: string) => (handler: Handler) => {
    handlers[name] = handler
  }
  const said: Record<string, unknown> = {}
  const session = Object.assign(emitter, {
    setPermissionRequestHandler: set('request'),
    setPermissionCheckHandler: set('check'),
    setDevicePermissionHandler: set('device'),
    setDisplayMediaRequestHandler: set('display'),
    setSpellCheckerEnabled: (value: boolean) => {
      said.spellChecker = value
    },
    setProxy: async (value: unknown) => {
      said.proxy = value
    },
    allowNTLMCredentialsForDomains: (value: string) => {
      said.credentials = value
    },
    webRequest: { onBeforeRequest: set('web') },
  })
  return { session: session as unknown as Session, handlers, said, emitter }
}

/** A page's contents, which can be made to say what Electron would. */
export function createFakeContents(id = 1) {
  const emitter = new EventEmitter()
  const said: Record<string, unknown> = {}
  const sent: unknown[][] = []
  const contents = Object.assign(emitter, {
    id,
    isDestroyed: () => said.destroyed === true,
    send: (...values: unknown[]) => void sent.push(values),
    setWindowOpenHandler: (handler: unknown) => {
      said.open = handler
    },
    setWebRTCIPHandlingPolicy: (value: string) => {
      said.rtc = value
    },
  })
  return { contents: contents as unknown as WebContents, said, sent, emitter }
}

/** The application object: an emitter. */
export function createFakeApp() {
  const emitter = new EventEmitter()
  return { app: emitter as unknown as App, emitter }
}

/** Main's end of IPC: calls what was registered. */
export function createFakeIpc() {
  const handlers = new Map<string, Handler>()
  const listeners = new Map<string, Handler>()
  const ipcMain = {
    handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
    on: (channel: string, listener: Handler) => void listeners.set(channel, listener),
  }
  return {
    ipcMain: ipcMain as unknown as IpcMain,
    channels: () => [...handlers.keys(), ...listeners.keys()].sort(),
    invoke: (channel: string, ...values: unknown[]) =>
      handlers.get(channel)?.(...(values as never[])) as Promise<unknown>,
    send: (channel: string, ...values: unknown[]) => void listeners.get(channel)?.(...(values as never[])),
  }
}
