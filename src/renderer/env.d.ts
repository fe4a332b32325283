/// <reference types="vite/client" />
import type { Bridge } from '../contract/bridge.ts'

declare global {
  interface Window {
    provost: Bridge
  }
}
