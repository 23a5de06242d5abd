/** The subject of a request shows early, and a pasted book must not outweigh all other texts. */
const MOST_CHARACTERS = 4000
/** Longer ones are keys, links and garbage. */
const LONGEST_WORD = 30

const WORD = /\p{L}[\p{L}\p{M}\p{N}]*(?:['’_+#.-]*[\p{L}\p{M}\p{N}+#]+)*/gu
/** Scripts that put no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/**
 * The distinct words of a text, and its phrases of two words that follow each other. Case and form (NFKC) do not
 * matter; numbers alone are no words. Texts in scripts without spaces are cut by Unicode's rules.
 *
 * @example wordsOf('Child seat? A child seat!') // Set {'child', 'child seat', 'seat', 'a', 'a child'}
 */
export function wordsOf(text: string): Set<string> {
  const found = new Set<string>()
  // A sentence at a time: a phrase does not reach over its end.
  for (const part of text
    .slice(0, MOST_CHARACTERS)
    .normalize('NFKC')
    .toLowerCase()
    .split(/[.?!:;,()"]\s|\n/u)) {
    let before = ''
    for (const word of wordsIn(part)) {
      found.add(word)
      if (before !== '') found.add(`${before} ${word}`)
      before = word
    }
  }
  return found
}

function wordsIn(text: string): readonly string[] {
  const words = UNSPACED.test(text)
    ? [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
    : (text.match(WORD) ?? [])
  return words.filter((word) => word.length <= LONGEST_WORD && /\p{L}/u.test(word))
}
