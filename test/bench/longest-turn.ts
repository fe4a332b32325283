/** Milliseconds of this thread's processor time that some work takes, and that pass at most between two turns of the event loop. */
export async function longestTurn(work: () => Promise<unknown>): Promise<{ allMs: number; cpuMs: number }> {
  let [longest, over] = [0, false]
  const begun = process.threadCpuUsage()
  let before = begun
  const passed = (since: NodeJS.CpuUsage) => {
    const { user, system } = process.threadCpuUsage(since)
    return (user + system) / 1000
  }
  const look = () => {
    longest = Math.max(longest, passed(before))
    before = process.threadCpuUsage()
    if (!over) setImmediate(look)
  }
  setImmediate(look)
  await work()
  over = true
  return { allMs: passed(begun), cpuMs: longest }
}
