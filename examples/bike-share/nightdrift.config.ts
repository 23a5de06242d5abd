import { contains, defineConfig, file, jsonl, openai, rubric } from 'nightdrift'

const baseUrl = process.env.BIKE_SHARE_MODEL_URL ?? 'http://127.0.0.1:4010/v1'

export default defineConfig({
  name: 'bike-share',
  dataset: 'cases.jsonl',
  target: openai({ model: 'velora-assistant-1', baseUrl, system: file('prompts/system.md') }),
  scorers: [
    contains(),
    rubric({
      name: 'manner',
      criteria: file('prompts/manner.md'),
      judge: openai({ model: 'velora-judge-1', baseUrl }),
    }),
  ],
  prices: {
    'velora-assistant-1': { input: 0.25, output: 2 },
    'velora-judge-1': { input: 0.1, output: 0.4 },
  },
  gates: { contains: 0.9, manner: 0.8 },
  traffic: [jsonl('logs/*.jsonl.gz')],
  schedule: { cron: '0 3 * * *', timezone: 'Europe/Berlin' },
  lake: 'lake',
})
