// Cyrillic as BGN/PCGN writes it (Russian 1947, with the letters of Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian), Greek as
// ELOT 743 does: what stands in passports and in most addresses. Folded letters only: "й" is "и" here, but
// at the end of "Дмитрий" and "Белый"; "ё" is "е", "ς" is "σ".
const letters: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', ђ: 'dj', е: 'e', є: 'ye', ж: 'zh', з: 'z', ѕ: 'dz', и: 'i' },
  ...{ і: 'i', ј: 'j', к: 'k', л: 'l', љ: 'lj', м: 'm', н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's', т: 't' },
  ...{ ћ: 'c', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', џ: 'dz', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '' },
  ...{ э: 'e', ю: 'yu', я: 'ya' },
  ...{ α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n' },
  ...{ ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o' },
}
const pairs: Readonly<Record<string, string>> = { ου: 'ou', αυ: 'av', ευ: 'ev', γγ: 'ng', γχ: 'nch' }

const writesOtherwise = /[\u0370-\u03ff\u0400-\u04ff]/u

/** A folded word in Latin letters, where it is Cyrillic or Greek; other words are as they were. */
export function romanised(folded: string): string {
  if (!writesOtherwise.test(folded)) return folded
  return folded
    .replace(/^μπ/u, 'b')
    .replace(/(?<=[иы])и$/u, 'y')
    .replace(/ου|αυ|ευ|γγ|γχ/gu, (pair) => pairs[pair] as string)
    .replace(/[\u0370-\u03ff\u0400-\u04ff]/gu, (letter) => letters[letter] ?? letter)
}

/** Every word of a folded text in Latin letters. */
export const romanisedWords = (folded: string): string =>
  writesOtherwise.test(folded) ? folded.replace(/\p{L}+/gu, romanised) : folded
