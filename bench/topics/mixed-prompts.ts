import { filled, type PromptSource, pick, sourceOf, withAside } from './prompt-source.ts'
import {
  ARTEFACTS,
  ASIDES,
  AUDIENCES,
  LANGUAGES,
  MANNERS,
  PLACES,
  PURPOSES,
  SNIPPETS,
  SUBJECTS,
} from './vocabulary.ts'

/** `{s}` a subject, `{t}` another of the same field, `{a}` an audience, `{m}` a manner, `{p}` a circumstance. */
const TASKS: readonly string[] = [
  'Explain {s} to {a} {m}.',
  'What is the difference between {s} and {t}?',
  'Write a short text about {s} for {a}.',
  'Give me five ideas about {s} {p}.',
  'How do I deal with {s} {p}?',
  'Is it true what people say about {s} and {t}? Answer {m}.',
  'Suggest a title for an article about {s}.',
  'I am preparing something about {s} {p}. Where should I begin?',
  'Draft a message to {a} in which I mention {s} {m}.',
  'Compare {s} with {t} {m}.',
  'What are common mistakes with {s}? I have to tell {a}.',
  'Make a plan for {s} {p}, {m}.',
  'Summarise what {a} should know about {s}.',
  'Why does {s} matter so much to {a}?',
  'Can you recommend a good way to learn about {s}?',
  'Rewrite this sentence so that it sounds better: I never thought that {s} would change my view of {t}.',
  'Classify the following as good or bad news: "{s} is back {p}".',
  'Come up with a quiz question on {s} and its answer.',
  'My friend asked about {t} and I only know {s}. Help me answer {m}.',
  'List three arguments for and against {s}.',
  'What would {a} want to ask about {s}?',
  'Translate into plain English what experts mean by {s}.',
  'Tell me a little-known fact on {s}, {m}.',
  'Correct my text: yesterday we has talked of {s} {p} and it were fun.',
]

/** `{l}` a language, `{k}` another, `{f}` a function, class or the like, `{d}` what it does, `{c}` a piece of code. */
const CODE_TASKS: readonly string[] = [
  'Write a {l} {f} that {d}.',
  'Write a {f} that {d} {m}.',
  'I need a {f} in {l} which {d}. How would you do it?',
  'My {l} {f} {d}, but it throws an exception for an empty input. Why?',
  'What does this code do?\n\n{c}',
  'Find and fix the bug in the following {l} code.\n\n{c}',
  'Given is a {f} that {d}. What is its time complexity?',
  'Convert this code from {l} to {k}.\n\n{c}',
  'Explain {m} how a {f} in {l} {d}.',
  'Add comments to the code below.\n\n{c}',
  'Implement a {f} that {d} without any library.',
  'Which is the better way in {l} for a {f} that {d}: recursion or a loop?',
]

/**
 * Prompts as people send them to an assistant, for measuring how often a new topic is found: instructions of 26 fields,
 * a few of which are about programs. They are made of templates, with a wide vocabulary, because the real prompts at
 * hand are too few to draw 800 without repeating one.
 */
export function promptSource(seed: string): PromptSource {
  return sourceOf(seed, { mixed: mixedPrompt, coding: codingPrompt })
}

function mixedPrompt(random: () => number): string {
  return promptOf(Math.floor(random() * SUBJECTS.length), random)
}

/** How many fields prompts are of. */
export const FIELDS = SUBJECTS.length

/** A task of one of the fields, with up to two asides, before or after it. */
export function promptOf(place: number, random: () => number): string {
  const field = SUBJECTS[place] ?? []
  const task = filled(pick(TASKS, random), { s: field, t: field, ...CIRCUMSTANCES }, random)
  return withAside(withAside(task, ASIDES, random), ASIDES, random)
}

function codingPrompt(random: () => number): string {
  const lists = { l: LANGUAGES, k: LANGUAGES, f: ARTEFACTS, d: PURPOSES, c: SNIPPETS, ...CIRCUMSTANCES }
  const task = filled(pick(CODE_TASKS, random), lists, random)
  return random() < 0.5 ? task : withAside(task, ASIDES, random)
}

const CIRCUMSTANCES = { a: AUDIENCES, m: MANNERS, p: PLACES }
