import type { TextDescription } from '../queries/features/sample-file.ts'
import { askWithRetries, DEFAULT_RETRY, sleep } from '../suite/ask-with-retries.ts'
import type { Embedder, Embedding, TextToEmbed } from '../suite/embedder.ts'
import { TargetError } from '../suite/target.ts'
import { detectLanguages } from './detect-language.ts'
import type { Attempt } from './ports.ts'

/** So many texts are described between two signs of life. */
const BATCH = 500

/** What is told of texts, in their order, and why some of them have no vector although they could: null when all have one. */
export interface DescribedTexts {
  readonly texts: readonly TextDescription[]
  readonly fault: string | null
}

/**
 * Language and vector of each text. Where the embedder does not answer, asked again a few times, this text and those after it
 * have no vectors: they are not worth the night.
 */
export async function describeTexts(
  texts: readonly TextToEmbed[],
  embedder: Embedder,
  attempt: Pick<Attempt, 'signal' | 'heartbeat'>,
): Promise<DescribedTexts> {
  const described: TextDescription[] = []
  let fault: string | null = null
  for (let start = 0; start < texts.length; start += BATCH) {
    const some = texts.slice(start, start + BATCH)
    const languages = await detectLanguages(some.map(({ text }) => text))
    const embedded: readonly Embedding[] | string =
      fault === null ? await embedOrExplain(some, embedder, attempt.signal) : []
    if (typeof embedded === 'string') fault = embedded
    for (const [index, language] of languages.entries()) {
      const embedding = typeof embedded === 'string' ? null : (embedded[index] ?? null)
      described.push({ language, embedder: embedder.name, ...listsOf(embedding) })
    }
    attempt.heartbeat()
    attempt.signal.throwIfAborted()
  }
  return { texts: described, fault }
}

/** The embeddings, or why there are none. */
async function embedOrExplain(
  texts: readonly TextToEmbed[],
  embedder: Embedder,
  signal: AbortSignal,
): Promise<readonly Embedding[] | string> {
  try {
    const retries = { policy: DEFAULT_RETRY, sleep, signal, spread: 0.5 }
    return await askWithRetries(() => embedder.embed(texts, signal), retries)
  } catch (error) {
    if (error instanceof TargetError) return error.message
    throw error
  }
}

function listsOf(embedding: Embedding): Pick<TextDescription, 'terms' | 'counts' | 'vector'> {
  if (embedding === null) return { terms: null, counts: null, vector: null }
  return embedding.kind === 'dense'
    ? { terms: null, counts: null, vector: embedding.values }
    : { terms: embedding.terms, counts: embedding.counts, vector: null }
}
