import { deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** An indexed picture has at most this many colours. */
const most = 256

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(checksum(body), body.length + 4)
  return out
}

/** Colours nearer than this (squared, over three channels) are one: else the edges of black letters would leave no room for a red word. */
const near = 100

/** The colours that occur most, each apart from the others, and for every colour the nearest of them. */
function choose(pixels: Uint32Array): { colours: number[]; indexOf: Map<number, number> } {
  const counts = new Map<number, number>()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const colours: number[] = []
  const chosen: [number, number, number][] = []
  const indexOf = new Map<number, number>()
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    const [a, b, c] = [colour & 0xff, (colour >>> 8) & 0xff, (colour >>> 16) & 0xff] as const
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (const [at, [x, y, z]] of chosen.entries()) {
      const distance = (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2
      if (distance >= least) continue
      least = distance
      best = at
    }
    if (least >= near && colours.length < most) {
      best = colours.push(colour) - 1
      chosen.push([a, b, c])
    }
    indexOf.set(colour, best)
  }
  return { colours, indexOf }
}

/**
 * Writes a picture of a screen as a PNG of 256 colours, a third of the size of one with all: screens have few colours, and
 * the rest is the soft edge of letters. `bitmap` is blue, green, red, alpha, as Electron gives it.
 */
export function indexedPng(bitmap: Uint8Array, width: number, height: number): Buffer {
  const pixels = new Uint32Array(width * height)
  for (let at = 0; at < pixels.length; at += 1) {
    const from = at * 4
    pixels[at] = ((bitmap[from] ?? 0) << 16) | ((bitmap[from + 1] ?? 0) << 8) | (bitmap[from + 2] ?? 0)
  }
  const { colours, indexOf } = choose(pixels)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const palette = Buffer.from(
    colours.flatMap((colour) => [colour & 0xff, (colour >>> 8) & 0xff, (colour >>> 16) & 0xff]),
  )
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = indexOf.get(pixels[y * width + x] ?? 0) ?? 0
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
