import type { Topic } from './intent.ts'
import { hashText, pick, pickWeighted, type Random, seeded } from './random.ts'
import { recogniseTopic } from './topic-index.ts'

/** What the model knows: the lines `- Name: value` of its system prompt. */
export type Facts = ReadonlyMap<string, string>

/** The seed in use everywhere: with it the suite's 300 answers have 7 wrong ones, none of them about refunds. */
export const MODEL_SEED = 17

/** Of 1,000 questions whose fact stands in the prompt, this many are answered wrongly all the same. */
const SLIPS_PER_THOUSAND = 25

const OPENINGS = [
  'Thank you for your message.',
  'Happy to help!',
  'Good question.',
  'Thanks for asking.',
  'I am sorry for the trouble.',
  'Thank you for riding with Velora.',
  'I have looked this up for you.',
  'Let me explain how this works with us, it is not always easy to find in the app.',
]

const ENDINGS = [
  'Have a good ride!',
  'Write again if anything is unclear.',
  'You find the same in the app under "Help".',
  'If that does not solve it, tell us the number of the bike and the time, and a colleague will take a look today.',
  'Is there anything else I can do for you?',
  'All details are in our terms of use, which you can open in the app at any time without signing in.',
  'Safe travels, and see you on the road.',
  'Our colleagues on the phone can also help you, every day from early in the morning until ten in the evening.',
  'By the way, the app tells you about changes of this kind if you allow notifications.',
]

const NOT_UNDERSTOOD =
  'Thank you for your message. I am not sure what it is about, so I have passed it on to a colleague, who will write to you.'

/**
 * Reads what a system prompt says about the company.
 * @example readFacts('- Refund window: 14 days').get('Refund window') // '14 days'
 */
export function readFacts(systemPrompt: string): Facts {
  const lines = systemPrompt.matchAll(/^[-*] ([^:\n]+): (.+?)\.?$/gm)
  return new Map([...lines].map(([, name = '', value = '']) => [name.trim(), value.trim()]))
}

/**
 * Answers a question from the facts of the system prompt. What the prompt does not say is made up, as fluently as
 * everything else; 2.5 % of the rest is wrong too. The same question, facts and seed give the same answer.
 */
export function answerQuestion(question: string, facts: Facts, seed = MODEL_SEED): string {
  const topic = recogniseTopic(question)
  if (!topic) return NOT_UNDERSTOOD
  const random = seeded(seed, hashText(question))
  const slips = random() * 1000 < SLIPS_PER_THOUSAND
  const known = slips ? undefined : facts.get(topic.fact)
  return phrase(topic, known ?? topic.madeUp, random)
}

function phrase(topic: Topic, value: string, random: Random): string {
  const parts: string[] = []
  if (random() < 0.6) parts.push(pick(random, OPENINGS))
  parts.push(pick(random, topic.answers).replace('{fact}', value))
  const endings = pickWeighted(random, [
    [0, 0.3],
    [1, 0.45],
    [2, 0.25],
  ] as const)
  for (let i = 0; i < endings; i++) parts.push(pick(random, ENDINGS))
  return [...new Set(parts)].join(' ')
}
