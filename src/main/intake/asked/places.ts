import { fold } from '../../text/folding.ts'

// Places by name, as the platform knows them: the countries in the languages of our lists, and the cities that zones are named after.

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'ja'] as const
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

let known: ReadonlySet<string> | null = null

function allPlaces(): ReadonlySet<string> {
  const cities = Intl.supportedValuesOf('timeZone').map((zone) => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '')
  const codes = letters.flatMap((one) => letters.map((other) => `${one}${other}`))
  const countries = languages.flatMap((language) => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    return codes.flatMap((code) => names.of(code) ?? [])
  })
  return new Set([...cities, ...countries].map(fold))
}

/** Whether a text is the name of a country or of a city that a zone is named after. */
export function isPlace(text: string): boolean {
  known ??= allPlaces()
  return known.has(fold(text))
}
