import { createHashedNgrams } from '../../adapters/embedders/hashed-ngrams.ts'
import type { PairedTexts, TopicText } from '../../drift/topics/topic-text.ts'

/** Both sides as a night has them, every text of a user of its own. */
export async function described(
  reference: readonly string[],
  current: readonly string[],
): Promise<PairedTexts> {
  return { reference: await ofUsers(alone(reference)), current: await ofUsers(alone(current)) }
}

function alone(texts: readonly string[]): string[][] {
  return texts.map((text) => [text])
}

/** The texts of users as a night has them. */
export async function ofUsers(users: readonly (readonly string[])[]): Promise<TopicText[]> {
  const texts = users.flatMap((own, user) => own.map((text) => ({ text, unit: `user ${user}` })))
  const embeddings = await createHashedNgrams().embed(
    texts.map(({ text }) => ({ text, vector: null })),
    new AbortController().signal,
  )
  return texts.map(({ text, unit }, place) => {
    const embedding = embeddings[place] ?? null
    return { id: `${place}`, text, unit, embedding: embedding?.kind === 'terms' ? embedding : null }
  })
}
