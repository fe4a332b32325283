import { kernelBytes } from './kernel-bytes.ts'

/** What of WebAssembly is used; Node has it, its types do not say so. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer; grow(pages: number): number }
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: object }
}

/** The kernels by name: each takes addresses and numbers. */
export type Kernels = Record<
  | 'select'
  | 'selectOne'
  | 'markFirst'
  | 'markMore'
  | 'markEither'
  | 'markAny'
  | 'markTraits'
  | 'countMarked'
  | 'countBoth'
  | 'countAll'
  | 'countSpans'
  | 'markShapes'
  | 'markTexts',
  (...numbers: number[]) => number
>

type Column = Uint8Array | Uint16Array | Uint32Array
const page = 65_536

/** Memory for one call of a kernel at a time: columns are copied in, and what it wrote is copied out. */
export interface KernelMemory {
  kernels: Kernels
  /** Forgets what was put in before. `bytes`: at most so many will be put in. */
  begin(bytes: number): void
  /** Copies a column in, and gives its address. */
  put(column: Column): number
  /** Room for so many bytes, filled with zeros. */
  room(bytes: number): number
  /** Room for what a kernel writes whole. */
  unset(bytes: number): number
  bytesAt(address: number, length: number): Uint8Array
  countsAt(address: number, length: number): Uint32Array
}

/** Null where this runtime compiles no WebAssembly. */
export function openKernels(): KernelMemory | null {
  try {
    const memory = new WebAssembly.Memory({ initial: 1 })
    const module = new WebAssembly.Module(Buffer.from(kernelBytes, 'base64'))
    const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Kernels
    return memoryOf(memory, kernels)
  } catch {
    return null
  }
}

function memoryOf(memory: { buffer: ArrayBuffer; grow(pages: number): number }, kernels: Kernels): KernelMemory {
  let next = 0
  const take = (bytes: number): number => {
    const address = next
    // The widest numbers are four bytes; what follows begins where any of them may.
    next += (bytes + 7) & ~7
    if (next > memory.buffer.byteLength) throw new Error('A kernel was given more than was said.')
    return address
  }
  return {
    kernels,
    begin(bytes) {
      next = 0
      const missing = bytes - memory.buffer.byteLength
      if (missing > 0) memory.grow(Math.ceil(missing / page))
    },
    put(column) {
      const address = take(column.byteLength)
      const kind = column.constructor as new (buffer: ArrayBuffer, at: number, length: number) => Column
      new kind(memory.buffer, address, column.length).set(column)
      return address
    },
    room(bytes) {
      const address = take(bytes)
      new Uint8Array(memory.buffer, address, bytes).fill(0)
      return address
    },
    unset: take,
    bytesAt: (address, length) => new Uint8Array(memory.buffer, address, length),
    countsAt: (address, length) => new Uint32Array(memory.buffer, address, length),
  }
}
