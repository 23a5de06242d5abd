import { contains, defineConfig, file, jsonl, openai } from 'nightdrift'

export default defineConfig({
  name: 'bike-share',
  dataset: 'cases.jsonl',
  target: openai({
    model: 'velora-assistant-1',
    baseUrl: process.env.BIKE_SHARE_MODEL_URL ?? 'http://127.0.0.1:4010/v1',
    system: file('prompts/system.md'),
  }),
  scorers: [contains()],
  traffic: [jsonl('logs/*.jsonl.gz')],
  schedule: { cron: '0 3 * * *', timezone: 'Europe/Berlin' },
  lake: 'lake',
})
