import { z } from 'zod'
import type { OpenAiEmbeddingsSpec } from '../../suite/config/embedder-spec.ts'
import type { Embedder, Embedding, TextToEmbed } from '../../suite/embedder.ts'
import { readApiKey } from '../models/api-key.ts'
import { callEndpoint } from '../models/call-endpoint.ts'
import { openAiAddress, openAiClient } from '../models/openai-client.ts'
import { type Endpoint, invalidAnswer } from '../models/provider-failure.ts'

/** What is read of an answer; anything else in it is left alone. */
const answer = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1) })),
})

/**
 * Vectors of a model behind OpenAI's embeddings API. Asked in batches, one after the other; the SDK's retries are off,
 * because the activity that asks has its own. Blank texts, which the API refuses, have no vector.
 *
 * @throws ConfigError for a missing key; while embedding, TargetError for whatever the provider or the network did
 */
export function createOpenAiEmbedder(
  spec: OpenAiEmbeddingsSpec,
  env: Readonly<Record<string, string | undefined>>,
): Embedder {
  const baseURL = openAiAddress(spec)
  const name = `embeddings of ${spec.model}`
  const apiKey = readApiKey({ target: name, apiKeyEnv: spec.apiKeyEnv, baseUrl: baseURL }, env)
  const endpoint: Endpoint = { name, host: new URL(baseURL).host, ...spec }
  const client = openAiClient(baseURL, apiKey)
  // Models of one name at two servers need not be the same.
  const space = spec.baseUrl === undefined ? name : `${name} at ${spec.baseUrl}`
  const ask = async (input: string[], signal: AbortSignal) => {
    const request = { model: spec.model, input, encoding_format: 'float' as const }
    const call = await callEndpoint(endpoint, { signal }, (send) =>
      client.embeddings.create(request, send.request),
    )
    return readVectors(call.response, input.length, endpoint)
  }
  return {
    name: space,
    embed: (texts, signal) => embedInBatches(texts, spec.batch, (some) => ask(some, signal)),
  }
}

async function embedInBatches(
  texts: readonly TextToEmbed[],
  batch: number,
  ask: (texts: string[]) => Promise<number[][]>,
): Promise<Embedding[]> {
  const embeddings: Embedding[] = texts.map(() => null)
  const places = [...texts.keys()].filter((place) => texts[place]?.text.trim() !== '')
  for (let start = 0; start < places.length; start += batch) {
    const some = places.slice(start, start + batch)
    const vectors = await ask(some.map((place) => texts[place]?.text ?? ''))
    for (const [index, place] of some.entries())
      embeddings[place] = { kind: 'dense', values: vectors[index] ?? [] }
  }
  return embeddings
}

/** The vectors in the order of the texts, which the answer need not keep. */
function readVectors(response: unknown, count: number, endpoint: Endpoint): number[][] {
  const parsed = answer.safeParse(response)
  const byIndex = new Map(parsed.data?.data.map(({ index, embedding }) => [index, embedding]))
  const vectors = Array.from({ length: count }, (_, index) => byIndex.get(index) ?? [])
  if (vectors.some(({ length }) => length === 0 || length !== vectors[0]?.length))
    throw invalidAnswer(endpoint, `it does not hold ${count} vectors of one length`)
  return vectors
}
