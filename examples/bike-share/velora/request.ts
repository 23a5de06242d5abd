import type { Intent, Topic } from './intent.ts'
import { pick, pickWeighted, type Random } from './random.ts'
import { fillSlots } from './slots.ts'

/** A customer's message, and what it was about. */
export interface Request {
  readonly intent: string
  readonly topic: Topic
  readonly text: string
}

const GREETINGS = [
  'Hi,',
  'Hello,',
  'Hey,',
  'Hi there,',
  'Good morning,',
  'Good evening,',
  'Dear Velora team,',
  'Hello Velora,',
]

const BACKGROUNDS = [
  'I have been with you since last {month} and never wrote before.',
  'I am standing at {station} right now.',
  'I am new in town.',
  'This was on {day}, around {time}.',
  'My name is {name}.',
  'I came from {station} and was on my way to {place}.',
  'It rained the whole time, by the way.',
  'I already looked through the help pages and found nothing that fits.',
  'Sorry for the long message, I am writing this on my phone with cold fingers while my train is about to leave.',
  'I tried the chat on {day} too, but nobody came back to me, so I am trying once more this way.',
  'My partner {friend} and I both use your bikes several times a week, mostly between {station} and {station}.',
  'It was bike {bike}.',
  'I usually ride with {friend}.',
  'There were a lot of people around because of the concert.',
  'My profile is under {mail}.',
  'I have to be somewhere at {time}.',
  'On the whole I am happy with you, please do not get me wrong.',
  'I am asking for my mother, who does not use apps.',
  'A colleague told me something else than your website does, so now I am confused.',
  'We are here on vacation until {day} and do not know our way around.',
  'I took a screenshot but could not attach it here.',
  'This has happened to me before, last time in {month}, at {station}, and back then one of your people solved it within a few minutes.',
]

const CLOSINGS = [
  'Thanks!',
  'Thank you.',
  'Thanks, {name}',
  'Kind regards, {name}',
  'Please answer soon.',
  'Thank you very much in advance for your help.',
  'Could you look into it?',
  'I look forward to your reply, best wishes from {name} and family.',
  'Cheers',
  'Hope you can help me with this, it would save my day.',
]

const casual = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("'", '')
    .replace(/\.$/, '')
    .replace(/\bplease\b/g, 'pls')

/**
 * Writes one customer's message: the topic's question, and around it what people add (a greeting, their story,
 * thanks). Those are drawn alike for every topic, so that topics hardly differ in length.
 */
export function writeRequest(intent: Intent, topic: Topic, random: Random): Request {
  const parts = [...backgrounds(random), pick(random, topic.asks)]
  if (random() < 0.2) parts.push(pick(random, BACKGROUNDS))
  const name = fillSlots('{name}', random)
  const closing = random() < 0.45 ? ` ${pick(random, CLOSINGS)}` : ''
  const body = greeted([...new Set(parts)].join(' '), random) + closing
  const signed = body.replaceAll('{name}', name).replaceAll('{mail}', `${name.toLowerCase()}@example.com`)
  const text = fillSlots(signed, random)
  return { intent: intent.name, topic, text: random() < 0.15 ? casual(text) : text }
}

function backgrounds(random: Random): string[] {
  const count = pickWeighted(random, [
    [0, 0.45],
    [1, 0.35],
    [2, 0.2],
  ] as const)
  return Array.from({ length: count }, () => pick(random, BACKGROUNDS))
}

function greeted(text: string, random: Random): string {
  if (random() >= 0.4) return text
  const stays = /^I\b/.test(text)
  return `${pick(random, GREETINGS)} ${stays ? text : text.charAt(0).toLowerCase() + text.slice(1)}`
}

/** Draws a request: the intent by its share, one of its topics, one of its wordings. */
export function drawRequest(intents: readonly Intent[], random: Random): Request {
  const intent = pickWeighted(
    random,
    intents.map((each) => [each, each.share] as const),
  )
  return writeRequest(intent, pick(random, intent.topics), random)
}
