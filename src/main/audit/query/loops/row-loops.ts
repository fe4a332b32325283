import { kernelLoops } from './kernel-loops.ts'
import { plainLoops } from './plain-loops.ts'

/** The loops over a leaf's rows: in WebAssembly, where this runtime has it. */
export const rowLoops = kernelLoops() ?? plainLoops
