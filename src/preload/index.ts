import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from '../contract/bridge.ts'

const bridge: Bridge = {
  call: (name, input, callId) => ipcRenderer.invoke('call', name, input, callId),
  cancel: (callId) => ipcRenderer.send('cancel', callId),
  listen(listener) {
    // The event itself stays here: it would hand the page a way to send on any channel.
    const hear = (_event: unknown, signal: unknown) => listener(signal)
    ipcRenderer.on('signal', hear)
    return () => void ipcRenderer.off('signal', hear)
  },
}

contextBridge.exposeInMainWorld('provost', bridge)
