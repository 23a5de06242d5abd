/** A language shows early; the rest of a long text costs time only. */
const MOST_CHARACTERS = 1000

const UNKNOWN = 'unknown'

/**
 * The language of each text as ISO 639-1 (`de`), or `unknown` where eld is not sure: short texts, code, numbers. The
 * model is loaded at the first use.
 */
export async function detectLanguages(texts: readonly string[]): Promise<string[]> {
  const { eld } = await import('eld/medium')
  return texts.map((text) => {
    const found = eld.detect(text.slice(0, MOST_CHARACTERS))
    return found.language !== '' && found.isReliable() ? found.language : UNKNOWN
  })
}
