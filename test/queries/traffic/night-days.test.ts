import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLog } from './load-log.ts'

/** First and last second of the days on which clocks change, in UTC, and how long these days are. */
const DAYS: readonly (readonly [zone: string, night: string, first: string, last: string, hours: number])[] =
  [
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T03:59:59Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T04:59:59Z', 25],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00Z', '2026-10-04T12:59:59Z', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', '2026-04-05T13:29:59Z', 24.5],
  ]

for (const [timezone, night, first, last, hours] of DAYS)
  test(`a night of ${timezone} on which clocks change has all of its ${hours} hours and no more`, async () => {
    const [start, end] = [Date.parse(first), Date.parse(last)]
    assert.equal((end + 1000 - start) / 3_600_000, hours)
    const times = [
      start - 1000,
      start,
      start + 2 * 3_600_000,
      (start + end) / 2,
      end - 2 * 3_600_000,
      end,
      end + 1000,
    ]
    const lines = times.map((time, id) =>
      JSON.stringify({
        id,
        timestamp: new Date(time).toISOString(),
        input: 'a',
        output: 'b',
        model: 'm',
        latency_ms: 1,
      }),
    )
    const { rows, dates } = await loadLog(lines.join('\n'), { timezone })
    assert.equal(rows.length, 7)
    assert.equal(dates.length, 3)
    assert.equal(dates[1], night)
    assert.deepEqual(
      rows.slice(1, 6).map(({ id }) => id),
      ['1', '2', '3', '4', '5'],
    )
  })
