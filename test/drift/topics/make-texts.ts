import { createHashedNgrams } from '../../../adapters/embedders/hashed-ngrams.ts'
import type { TopicText } from '../../../drift/topics/topic-text.ts'

/** Texts as a night has them: with their hashed terms, and of the users given, else each of its own. */
export async function topicTexts(
  texts: readonly string[],
  users: readonly (string | null)[] = [],
): Promise<TopicText[]> {
  const embeddings = await createHashedNgrams().embed(
    texts.map((text) => ({ text, vector: null })),
    new AbortController().signal,
  )
  return texts.map((text, place) => {
    const embedding = embeddings[place] ?? null
    return {
      id: `request ${place}`,
      text,
      unit: users[place] ?? null,
      embedding: embedding?.kind === 'terms' ? embedding : null,
    }
  })
}
