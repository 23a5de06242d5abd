import { DEEDS, PEOPLE, PIECES, REMARKS, THINGS, TONGUES } from './held-out-vocabulary.ts'
import { filled, type PromptSource, pick, sourceOf, withAside } from './prompt-source.ts'

/** `{t}` and `{u}` things, `{w}` people. */
const REQUESTS: readonly string[] = [
  'need help w/ {t}, where do I even start',
  'Could you proofread what I wrote for {w}? "The {t} were delivered late and nobody have told us."',
  'So {w} keep asking about {t}. What would be a kind reply?',
  'Brainstorm names for a small business around {t} and {u}.',
  'I read that {t} has something to do with {u}, is there any truth in it?',
  'Outline a ten minute talk for {w}; topic: {t}.',
  'Pretend to be an expert in {t} and interview me.',
  'Which is cheaper in the long run, {t} or {u}?',
  'Turn these notes into a paragraph: {t}; {w}; not before spring; costs unclear; {u}.',
  'A riddle whose answer is {t}, please.',
  'When did {t} become popular, and who was against it?',
  'Shorten: "It goes without saying that {t}, as {w} will confirm, can hardly be spoken of without {u}."',
  'Five questions that {w} could be asked about {t}',
  'Invent a dialogue in which {w} argue over {t}.',
  'my {t} is driving me mad, any advice?',
  'Sort into two groups and say why: {t}, {u}, {v}, {x}.',
  'What do beginners get wrong about {t}?',
  'I want to thank {w} for the {t}. Two lines, warm but not soppy.',
  'Give the pros of {t}, then the cons, then your verdict for {w}.',
  'Is it rude to bring up {t} in front of {w}?',
]

/** `{d}` a deed, `{l}` and `{k}` languages, `{p}` a piece of code. */
const CODE_REQUESTS: readonly string[] = [
  'how would one write a {p} that {d}',
  '{l}: {p} that {d}, with error handling',
  'My {p} {d} but only the first time, then it hangs. Using {l}.',
  'Refactor the {p} that {d} so it is easier to test.',
  'Port a {p} from {l} to {k}; it {d}.',
  'Review this pull request: adds a {p} which {d}.',
  'What does the compiler mean when my {l} {p}, which {d}, gives a type error?',
  'Name a {l} library that {d}, or show the {p} yourself.',
]

/** Prompts of other words and sentences than the methods were made with, for measuring what they find elsewhere. */
export function heldOutSource(seed: string): PromptSource {
  return sourceOf(seed, {
    mixed: (random) => request(REQUESTS, THINGS_AND_PEOPLE, random),
    coding: (random) => request(CODE_REQUESTS, CODE, random),
  })
}

const THINGS_AND_PEOPLE = { t: THINGS, u: THINGS, v: THINGS, x: THINGS, w: PEOPLE }
const CODE = { d: DEEDS, l: TONGUES, k: TONGUES, p: PIECES }

/** Half of them as they are, the others with a remark. */
function request(
  templates: readonly string[],
  lists: Readonly<Record<string, readonly string[]>>,
  random: () => number,
): string {
  const text = filled(pick(templates, random), lists, random)
  return random() < 0.5 ? text : withAside(text, REMARKS, random)
}
