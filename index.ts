export { cost, jsonEqual, jsonSchema, latency, toolCalls, validJson } from './suite/config/answer-scorers.ts'
export { type CustomVerdict, type Judged, scorer } from './suite/config/custom-scorer.ts'
export { defineConfig, github, smtp } from './suite/config/define.ts'
export { hashedNgrams, logVectors, openaiEmbeddings } from './suite/config/embedder-spec.ts'
export { type FeatureRecord, feature } from './suite/config/feature-spec.ts'
export { file } from './suite/config/file-spec.ts'
export { rubric } from './suite/config/rubric-scorer.ts'
export type { Config, ConfigInput } from './suite/config/schema.ts'
export { anthropic } from './suite/config/targets/anthropic.ts'
export { command } from './suite/config/targets/command.ts'
export { type Asked, fn, type Replied } from './suite/config/targets/fn.ts'
export { http } from './suite/config/targets/http.ts'
export { openai } from './suite/config/targets/openai.ts'
export { replay } from './suite/config/targets/replay.ts'
export {
  choice,
  contains,
  exact,
  levenshtein,
  numeric,
  refusal,
  regex,
  rougeL,
  similar,
  tokenF1,
} from './suite/config/text-scorers.ts'
export { csv, jsonl, openaiChat, otlp, parquet } from './suite/config/traffic-spec.ts'
