import type { TextDescription } from '../queries/features/sample-file.ts'
import { detectLanguages } from './detect-language.ts'
import type { Attempt, Embedder, Embedding, TextToEmbed } from './ports.ts'

/** So many texts are described between two signs of life. */
const BATCH = 500

/** Language and vector of each text, in their order. */
export async function describeTexts(
  texts: readonly TextToEmbed[],
  embedder: Embedder,
  attempt: Pick<Attempt, 'signal' | 'heartbeat'>,
): Promise<TextDescription[]> {
  const described: TextDescription[] = []
  for (let start = 0; start < texts.length; start += BATCH) {
    const some = texts.slice(start, start + BATCH)
    const languages = await detectLanguages(some.map(({ text }) => text))
    const embeddings = await embedder.embed(some, attempt.signal)
    for (const [index, language] of languages.entries())
      described.push({ language, embedder: embedder.name, ...listsOf(embeddings[index] ?? null) })
    attempt.heartbeat()
    attempt.signal.throwIfAborted()
  }
  return described
}

function listsOf(embedding: Embedding): Pick<TextDescription, 'terms' | 'counts' | 'vector'> {
  if (embedding === null) return { terms: null, counts: null, vector: null }
  return embedding.kind === 'dense'
    ? { terms: null, counts: null, vector: embedding.values }
    : { terms: embedding.terms, counts: embedding.counts, vector: null }
}
