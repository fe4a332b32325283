import { clockOf } from '../clock.ts'
import { colon } from './json-places.ts'

/** Reads times as `clockOf` does, in seconds; NaN where it is none, negative before 1970. A day is worked out once where many events have it. */
export function createWallReader(bytes: Buffer): (from: number, to: number) => number {
  let [dayAt, day] = [-1, Number.NaN]
  const two = (at: number): number => {
    const tens = (bytes[at] as number) - 48
    const ones = (bytes[at + 1] as number) - 48
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
  }
  return (from, to) => {
    if (to - from !== 19 || bytes[from + 10] !== 32 || bytes[from + 13] !== colon || bytes[from + 16] !== colon)
      return Number.NaN
    let isSame = dayAt >= 0
    for (let n = 0; isSame && n < 10; n++) isSame = bytes[from + n] === bytes[dayAt + n]
    if (!isSame) {
      dayAt = from
      day = (clockOf(`${bytes.toString('latin1', from, from + 10)} 00:00:00`) ?? Number.NaN) / 1000
    }
    const [hour, minute, second] = [two(from + 11), two(from + 14), two(from + 17)]
    return hour < 24 && minute < 60 && second < 60 ? day + hour * 3600 + minute * 60 + second : Number.NaN
  }
}
