import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { indexedPng } from '../e2e/png.ts'

/** The chunks of a picture, by name. */
function chunks(png: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    found.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return found
}

/** Red, green, blue of each point. */
function points(png: Buffer): number[][] {
  const parts = chunks(png)
  const width = parts.get('IHDR')?.readUInt32BE(0) ?? 0
  const palette = parts.get('PLTE') ?? Buffer.alloc(0)
  const rows = inflateSync(parts.get('IDAT') ?? Buffer.alloc(0))
  const indexes = [...rows].filter((_, at) => at % (width + 1) !== 0)
  return indexes.map((index) => [...palette.subarray(index * 3, index * 3 + 3)])
}

describe('a picture with few colours', () => {
  test('keeps every one of them in its place', () => {
    const bitmap = Uint8Array.from([
      1, 2, 3, 255, 10, 20, 30, 255, 1, 2, 3, 255, 0, 0, 255, 255, 255, 0, 0, 255, 9, 9, 9, 255,
    ])
    expect(points(indexedPng(bitmap, 3, 2))).toEqual([
      [3, 2, 1],
      [30, 20, 10],
      [3, 2, 1],
      [255, 0, 0],
      [0, 0, 255],
      [9, 9, 9],
    ])
  })

  test('ends as every PNG does', () => {
    expect(
      indexedPng(Uint8Array.from([0, 0, 0, 255]), 1, 1)
        .subarray(-12)
        .toString('hex'),
    ).toBe('0000000049454e44ae426082')
  })

  test('with too many colours each becomes one that is near', () => {
    const bitmap = Uint8Array.from(Array.from({ length: 400 }, (_, at) => [at & 0xff, at >> 8, 0, 255]).flat())
    for (const [at, [red, green, blue]] of points(indexedPng(bitmap, 20, 20)).entries()) {
      expect(red).toBe(0)
      expect(Math.abs((green ?? 0) - (at >> 8))).toBeLessThanOrEqual(1)
      expect(Math.abs((blue ?? 0) - (at & 0xff))).toBeLessThanOrEqual(144)
    }
  })
})
