import type { Answer } from '../suite/case-result.ts'
import type { Judges } from '../suite/judge/judge.ts'
import { readVerdict } from '../suite/judge/judge-verdict.ts'
import type { Target } from '../suite/target.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Ports } from './ports.ts'

const DAY_MS = 86_400_000

/** Judges that remember, in the lake, what they said of the very same output by the same criteria. */
export function rememberingJudges(judges: Judges, ports: Ports): Judges {
  return new Map(
    [...judges].map(([name, judge]) => [name, { ...judge, target: remembering(judge.target, ports) }]),
  )
}

function remembering(target: Target, ports: Ports): Target {
  const { cache, storeText } = ports.project.config
  if (cache === false || !storeText) return target
  return {
    ...target,
    async ask(item, options) {
      const digest = target.requestDigest?.(item)
      if (digest === undefined || target.digest === undefined) return target.ask(item, options)
      const folder = `cache/${target.digest}/${digest}`
      const known = await newest(folder, cache.days, ports)
      if (known !== null) return { ...known, fromCache: true }
      const answer = await target.ask(item, options)
      // What holds no verdict may hold one when it is asked again.
      if (readVerdict(answer) !== null)
        await publishJson(ports.lake, `${folder}/${dayOf(ports.now())}.json`, answer)
      return answer
    },
  }
}

async function newest(folder: string, days: number, { lake, now }: Ports): Promise<Answer | null> {
  const key = (await lake.list(folder)).at(-1)
  const oldest = dayOf(new Date(now().getTime() - days * DAY_MS))
  return key === undefined || key.slice(folder.length + 1) < oldest ? null : readJson<Answer>(lake, key)
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}
