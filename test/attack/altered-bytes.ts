import { rmSync } from 'node:fs'
import { type Figures, noFigures, type Round, seeded } from './figures.ts'
import { decidedTogether, judge, kindOfFile, type Look } from './look.ts'
import { openTarget } from './target.ts'

interface Alteration {
  name: string
  at: number
  bit: number
}

/** How many files are altered at once: at first, and of those of which the first look did not say enough. */
const together = [5, 8]
const portion = 200

/** Takes the first of each kind of file out of these, up to so many. */
function takeGroup(pending: Alteration[], most: number): Alteration[] {
  const group = new Map<string, Alteration>()
  for (const each of pending) {
    const kind = kindOfFile(each.name)
    if (group.size < most && !group.has(kind)) group.set(kind, each)
  }
  for (const each of group.values()) pending.splice(pending.indexOf(each), 1)
  return [...group.values()]
}

/**
 * Alters bytes, starts, and looks; `of`: only files whose path begins so. Several files are altered at once, one byte in each, since most
 * alterations change nothing or are told by their file's name: whatever is not plain then is looked at again, in the end alone.
 */
export async function alterBytes({
  seed,
  until,
  log,
  tries,
  of = '',
}: Round & { tries: number; of?: string }): Promise<Figures> {
  const figures = noFigures('altered-bytes')
  const target = await openTarget()
  const random = seeded(seed)
  const isTime = () => Date.now() < until
  const lookWith = (alterations: readonly Alteration[]): Promise<Look> => {
    target.restore()
    for (const { name, at, bit } of alterations) {
      const bytes = target.bytes(name)
      bytes[at] = (bytes[at] ?? 0) ^ bit
      target.write(name, bytes)
    }
    return target.look().catch((error: unknown) => {
      throw new Error(`With ${JSON.stringify(alterations)} altered`, { cause: error })
    })
  }
  try {
    const before = await lookWith([])
    // The index of a log is made anew at each opening: one file of that kind stands for all of them.
    const indexes = target.files.filter((name) => name.endsWith('-shm'))
    const files = target.files.filter(
      (name) => name.startsWith(of) && target.bytes(name).length > 0 && !indexes.slice(1).includes(name),
    )
    const draw = (): Alteration => {
      const name = files[Math.floor(random() * files.length)] ?? ''
      return { name, at: Math.floor(random() * target.bytes(name).length), bit: 1 << Math.floor(random() * 8) }
    }
    while (figures.tried < tries && isTime()) {
      let pending = Array.from({ length: Math.min(portion, tries - figures.tried) }, draw)
      for (const most of together) {
        const left: Alteration[] = []
        while (pending.length > 0 && isTime()) {
          const group = takeGroup(pending, most)
          const names = group.map(({ name }) => name)
          const { told, harmless } = decidedTogether(before, await lookWith(group), names)
          figures.told += told.length
          figures.harmless += harmless.length
          figures.tried += told.length + harmless.length
          left.push(...group.filter(({ name }) => !told.includes(name) && !harmless.includes(name)))
        }
        pending = left
      }
      for (const each of pending) {
        if (!isTime()) break
        const what = `${each.name} byte ${each.at} bit ${each.bit}`
        judge(figures, { before, after: await lookWith([each]), files: [each.name], what }, log)
      }
      log(JSON.stringify(figures))
    }
  } finally {
    await target.close()
  }
  return figures
}

/** Puts real older copies of each file back, one by one and all at once, or takes files away, starts, and looks. */
export async function putFilesBack({ until, log }: Round): Promise<Figures> {
  const figures = noFigures('put-back-files')
  const target = await openTarget()
  try {
    target.restore()
    const before = await target.look()
    for (const name of target.files.filter((each) => each.endsWith('.db'))) {
      if (Date.now() > until) return figures
      target.restore()
      for (const suffix of ['', '-wal', '-shm']) rmSync(target.file(name + suffix), { force: true })
      judge(figures, { before, after: await target.look(), files: [name], what: `${name} deleted` }, log)
    }
    for (const [at, copies] of target.older.entries()) {
      const dbs = [...copies.keys()].filter((name) => name.endsWith('.db'))
      for (const chosen of [...dbs.map((name) => [name]), dbs]) {
        if (Date.now() > until) return figures
        target.restore()
        for (const name of chosen)
          for (const suffix of ['', '-wal', '-shm']) {
            rmSync(target.file(name + suffix), { force: true })
            const copy = copies.get(name + suffix)
            if (copy !== undefined) target.write(name + suffix, copy)
          }
        const what = `${chosen.join(', ')} as it was at moment ${at}`
        judge(figures, { before, after: await target.look(), files: chosen, what }, log)
      }
    }
  } finally {
    await target.close()
  }
  return figures
}
