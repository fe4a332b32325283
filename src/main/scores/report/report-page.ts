import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { bandNames, scoreText } from '../../../contract/scores/scores.ts'
import { kinds } from '../../changes/kinds/kinds.ts'
import { escapeHtml } from '../../text/markup/escape-html.ts'
import type { TrendPoint } from '../history/trend.ts'
import type { BoardReport } from './board-report.ts'

const text = (value: string | number): string => escapeHtml(String(value))
const grouped = new Intl.NumberFormat('en-GB')
const count = (value: number): string => grouped.format(value)
const people = (value: number): string => `${count(value)} ${value === 1 ? 'person' : 'people'}`
/** A whole number as it is, an average with its one decimal, as on the screens. */
const averageText = (value: number | null): string => (value === null ? 'none' : value.toFixed(1))
const signed = (value: number | null): string =>
  value === null ? 'none yet' : value > 0 ? `+${value.toFixed(1)}` : value < 0 ? `−${(-value).toFixed(1)}` : '0'
const share = (part: number, of: number): string => (of === 0 ? '' : ` (${Math.round((part / of) * 100)} %)`)

const style = `
@page { size: A4; margin: 15mm 15mm 17mm }
body { font: 9.5pt/1.4 system-ui, sans-serif; color: #1a1d24; margin: 0 }
h1 { font-size: 19pt; margin: 0 } h2 { font-size: 12pt; margin: 6mm 0 1.5mm; break-after: avoid } p { margin: 0 0 2mm } .quiet { color: #5a6272 }
.head { display: grid; grid-template-columns: 38mm 1fr; gap: 6mm; align-items: center; margin-top: 4mm }
.score { font-size: 34pt; line-height: 1; font-weight: 600 } svg { width: 100%; display: block } svg text { font: 8px system-ui, sans-serif; fill: #5a6272 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: 0.8mm 2mm 0.8mm 0; border-bottom: 0.2mm solid #d5d9e2; vertical-align: top; unicode-bidi: isolate; overflow-wrap: anywhere }
th { font-weight: 600; color: #5a6272 } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } .k { overflow-wrap: normal } .k + .n { white-space: normal } tr, .two > div { break-inside: avoid }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 8mm } .bar { display: inline-block; height: 2.6mm; background: #3f6fd1 }
dt { font-weight: 600; break-after: avoid } dd { margin: 0 0 1.5mm } .definitions { break-inside: avoid }
`

/** So many days without a value are a gap, as in the screens' charts. */
const longestBridge = 4
const dayMs = 86_400_000

/** The line of the averages; gaps are gaps, the axis says where it begins and ends. */
function chart(trend: readonly TrendPoint[], target: BoardReport['target'], date: (day: string) => string): string {
  const points = trend.flatMap(({ day, average }) =>
    average === null ? [] : [{ day, at: Date.parse(`${day}T00:00:00Z`) / dayMs, average }],
  )
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return '<p class="quiet">No day of this period has an average.</p>'
  const values = [...points.map(({ average }) => average), ...(target === null ? [] : [target.value])]
  const low = Math.max(0, Math.floor(Math.min(...values) - 2))
  const high = Math.min(100, Math.ceil(Math.max(...values) + 2))
  const x = (at: number) => 30 + ((at - first.at) / Math.max(1, last.at - first.at)) * 455
  const y = (value: number) => 96 - ((value - low) / Math.max(1, high - low)) * 86
  let path = ''
  let before: number | null = null
  for (const { at, average } of points) {
    const goesOn = before !== null && at - before <= longestBridge
    // Where a line begins it has a length of none: a day between gaps, which has no line, is a dot.
    path += `${goesOn ? 'L' : 'M'}${x(at).toFixed(1)} ${y(average).toFixed(1)}${goesOn ? '' : 'h0'}`
    before = at
  }
  const line = (value: number, dash: string) =>
    `<line x1="30" x2="485" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="${dash === '' ? '#d5d9e2' : '#1a1d24'}" stroke-dasharray="${dash}"/>`
  return `<svg viewBox="0 0 490 112" role="img" aria-label="Average score over time">${line(low, '')}${line(high, '')}
<text x="25" y="${y(low) + 3}" text-anchor="end">${low}</text><text x="25" y="${y(high) + 3}" text-anchor="end">${high}</text>
${target === null ? '' : `${line(target.value, '3 3')}<text x="33" y="${y(target.value) - 3}">target ${scoreText(target.value)} by ${text(date(target.by))}</text>`}
<path d="${path}" fill="none" stroke="#1f55d0" stroke-width="2" stroke-linecap="round"/>
<text x="30" y="110">${text(date(first.day))}</text>${first === last ? '' : `<text x="485" y="110" text-anchor="end">${text(date(last.day))}</text>`}</svg>`
}

/** What the screens say of zeros that may be no data. */
const zeros = ({ zeroFewSites: many, averageWithoutZeros }: BoardReport['summary']): string =>
  many === 0
    ? ''
    : `<p class="quiet">${count(many)} ${many === 1 ? 'score of 0 has' : 'scores of 0 have'} fewer than 5 sites: perhaps no data. Without ${many === 1 ? 'it' : 'them'} the average is ${averageText(averageWithoutZeros)}.</p>`

const scopeWords = ({ scope }: BoardReport): string =>
  scope.kind === 'all' ? 'The whole company' : `${scope.kind === 'group' ? 'Group' : 'Department'} ${scope.name}`

/** A report for a board as a page to print: no script, nothing from outside, every text escaped. `locale`: the language of dates. */
export function reportPage(report: BoardReport, { locale, names }: { locale: string; names: boolean }): string {
  const { tenant, made, asOf, summary, trend, change, departments, target, done } = report
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const date = (day: string) => format.format(new Date(day.length === 10 ? `${day}T00:00:00Z` : day))
  const bands = [
    ...bandNames.map((name, at) => [name, summary.distribution[at] ?? 0] as const),
    ['no score yet', summary.withoutScore] as const,
  ]
  const largest = Math.max(1, ...bands.map(([, many]) => many))
  const numbers: [string, string][] = [
    [scoreDefinitions.users.name, `${count(summary.users)}, ${count(summary.disabled)} of them disabled`],
    [
      scoreDefinitions.active.name,
      `${count(summary.active30Days)} of ${count(summary.counted)}${share(summary.active30Days, summary.counted)}, ${count(summary.activeAccounts)} ever logged in`,
    ],
    [
      `Below ${scoreText(summary.threshold)}`,
      `${count(summary.belowThreshold)} of ${count(summary.withScore)}${share(summary.belowThreshold, summary.withScore)}`,
    ],
    [
      scoreDefinitions.strong.name,
      `${count(summary.strongMasterPasswords)} of ${count(summary.withStrength)}${share(summary.strongMasterPasswords, summary.withStrength)}`,
    ],
  ]
  const parts = (['rose', 'fell', 'came', 'left'] as const)
    .filter((part) => change[part].people > 0)
    .map((part) => `${count(change[part].people)} ${part} (${signed(change[part].points)})`)
  const movers = (word: string, list: typeof change.up) =>
    `<table><thead><tr><th>${word}</th><th class="n">Before → after</th><th class="n">Change</th></tr></thead><tbody>${list
      .map(
        ({ fullname, username, before, after, change: moved }) =>
          `<tr><td>${text(fullname || username)}</td><td class="n">${scoreText(before)} → ${scoreText(after)}</td><td class="n">${signed(moved)}</td></tr>`,
      )
      .join('')}</tbody></table>`
  const used = [
    scoreDefinitions.average,
    scoreDefinitions.users,
    scoreDefinitions.active,
    scoreDefinitions.below,
    scoreDefinitions.strong,
    scoreDefinitions.distribution,
  ]
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Security scores</title><style>${style}</style></head><body>
<h1>Security scores of ${text(tenant)}</h1>
<p>${text(scopeWords(report))}${report.first === null || report.last === null ? '' : report.first === report.last ? `, ${text(date(report.first))}` : `, ${text(date(report.first))} to ${text(date(report.last))}`}</p>
<p class="quiet">Made ${text(date(made))} with Provost. Numbers of now are ${asOf === null ? 'not there yet' : `as LastPass had them on ${text(date(asOf))}`}; each person’s score is as old as the last login.</p>
<div class="head"><div><div class="score">${averageText(summary.average)}</div><div>${summary.average === null ? 'nobody has a score' : `of 100, average of ${people(summary.withScore)}`}${asOf === null ? '' : ` on ${text(date(asOf))}`}</div>${target === null ? '' : `<div class="quiet">target ${scoreText(target.value)} by ${text(date(target.by))}</div>`}</div><div>${chart(trend, target, date)}</div></div>
${change.change === null || change.from === null || change.to === null ? '' : `<p>${text(date(change.from))} to ${text(date(change.to))}: ${averageText(change.before)} → ${averageText(change.after)}, ${signed(change.change)}${parts.length === 0 ? '' : `. Of it: ${parts.join(', ')}`}.</p>`}
<div class="two"><div><h2>Numbers</h2><table>${numbers.map(([name, value]) => `<tr><td class="k">${text(name)}</td><td class="n">${text(value)}</td></tr>`).join('')}</table></div>
<div><h2>${text(scoreDefinitions.distribution.name)}</h2><table>${bands.map(([name, many]) => `<tr><td>${text(name)}</td><td style="width: 34mm"><span class="bar" style="width: ${Math.round((many / largest) * 32)}mm"></span></td><td class="n">${count(many)}</td></tr>`).join('')}</table>${zeros(summary)}</div></div>
${departments.rows.length === 0 ? '' : `<h2>Departments, the lowest first</h2><table><thead><tr><th>Department</th><th class="n">With a score</th><th class="n">Score</th><th class="n">${departments.since === null ? 'Change' : `Since ${text(date(departments.since))}`}</th><th class="n">Below ${scoreText(summary.threshold)}</th></tr></thead><tbody>${departments.rows.map((row) => `<tr><td>${text(row.name)}</td><td class="n">${count(row.withScore)}</td><td class="n">${averageText(row.average)}</td><td class="n">${signed(row.change)}</td><td class="n">${count(row.below)}</td></tr>`).join('')}</tbody></table>`}
${!names || change.up.length + change.down.length === 0 ? '' : `<h2>Moved most</h2><div class="two"><div>${movers('Up', change.up)}</div><div>${movers('Down', change.down)}</div></div>`}
<h2>Done with Provost in this time</h2>${done.length === 0 ? '<p class="quiet">The journal of this workstation has no change that was confirmed in this time.</p>' : `<table>${done.map(({ kind, count: many }) => `<tr><td>${text(kinds[kind].done)}</td><td class="n">${count(many)}</td></tr>`).join('')}</table><p class="quiet">Changes that this workstation sent and found confirmed when it read the accounts again.</p>`}
<div class="definitions"><h2>What the numbers mean</h2><dl>${used.map(({ name, definition, leftOut }) => `<dt>${text(name)}</dt><dd>${text(definition)} Left out: ${text(leftOut.charAt(0).toLowerCase() + leftOut.slice(1))}</dd>`).join('')}</dl></div>
</body></html>`
}
