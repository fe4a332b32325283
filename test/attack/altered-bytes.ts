import { rmSync } from 'node:fs'
import { type Figures, noFigures, type Round, seeded } from './figures.ts'
import { judge } from './look.ts'
import { openTarget } from './target.ts'

/** Alters one byte of one file each time, starts, and looks; `of`: only files whose path begins so. */
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
  try {
    target.restore()
    const before = await target.look()
    // The index of a log is made anew at each opening: one file of that kind stands for all of them.
    const indexes = target.files.filter((name) => name.endsWith('-shm'))
    const files = target.files.filter(
      (name) => name.startsWith(of) && target.bytes(name).length > 0 && !indexes.slice(1).includes(name),
    )
    while (figures.tried < tries && Date.now() < until) {
      target.restore()
      const name = files[Math.floor(random() * files.length)] ?? ''
      const bytes = target.bytes(name)
      const at = Math.floor(random() * bytes.length)
      const bit = 1 << Math.floor(random() * 8)
      bytes[at] = (bytes[at] ?? 0) ^ bit
      target.write(name, bytes)
      const what = `${name} byte ${at} bit ${bit}`
      judge(figures, { before, after: await target.look(), files: [name], what }, log)
      if (figures.tried % 250 === 0) log(JSON.stringify(figures))
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
