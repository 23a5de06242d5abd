import { readFileSync } from 'node:fs'

/** Prompts as people wrote them, in files beside the repository, and as many generated ones as a trial needs. */
const DATA = new URL('../../../shared/data/', import.meta.url)

/** The inputs of one of the recorded collections: `gsm8k`, `mt_bench`, `self_instruct`. */
export function recordedPrompts(collection: string): string[] {
  const lines = readFileSync(new URL(`${collection}/cases.jsonl`, DATA), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line).input)
}

/**
 * A prompt of mixed instructions by seeded templates: a task, about a subject, with or without a situation and a wish.
 * Some 20 million different ones.
 */
export function mixedPrompt(random: () => number): string {
  const one = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? ''
  const task = one(TASKS).replace('*', one(SUBJECTS))
  const situation = random() < 0.6 ? ` ${one(SITUATIONS)}` : ''
  const wish = random() < 0.7 ? ` ${one(WISHES)}` : ''
  return random() < 0.5 ? `${task}${situation}${wish}` : `${situation.trim()} ${task}${wish}`.trim()
}

/** A recorded word problem with other people and other numbers, so that there are more of them than were recorded. */
export function anotherProblem(problem: string, random: () => number): string {
  const names = new Map<string, string>()
  const renamed = problem.replace(/(?<=[a-z,] )[A-Z][a-z]{2,}\b/g, (name) => {
    if (!names.has(name)) names.set(name, PEOPLE[Math.floor(random() * PEOPLE.length)] ?? name)
    return names.get(name) ?? name
  })
  return renamed.replace(/\d+/g, (digits) => String(1 + Math.floor(random() * 2 * Number(digits))))
}

const PEOPLE =
  'Ada Ben Carla Deepak Elif Farid Greta Hana Ivo Jamal Keiko Liam Mona Nils Olga Pedro Quinn Rosa Sven Tara Uma Vera Wen Xenia Yusuf Zoe'.split(
    ' ',
  )

const TASKS = [
  'Write a short email about *.',
  'Summarise the main points of * in three sentences.',
  'Give me a list of ideas for *.',
  'Explain * to a ten-year-old.',
  'What are the advantages and disadvantages of *?',
  'Rewrite this sentence so that it is easier to read: "Concerning *, we would like to state that things are not as they were."',
  'Write a poem about *.',
  'Suggest five titles for a blog post on *.',
  'Draft a tweet announcing *.',
  'How should I prepare for *?',
  'Translate into French: "We talked all evening about *."',
  'Write a Python function that stores notes on * in a dictionary.',
  'Make a table that compares two ways to deal with *.',
  'Which questions would an interviewer ask about *?',
  'Write a dialogue between two friends who disagree about *.',
  'Correct the grammar: "he dont knows nothing of *".',
  'Recommend books and films on *.',
  'Plan a weekend around *.',
  'Write a product description for something that helps with *.',
  'Classify the tone of this review as positive, negative or neutral: "After a month I have mixed feelings about *."',
  'What is the history of *?',
  'Write a checklist for *.',
  'Describe a painting that shows *.',
  'Give step by step instructions for *.',
  'Turn these notes into a paragraph: *, last spring, three people, no budget.',
  'Write an SQL query that counts all entries on * by month.',
  'Propose a motto for a company that specialises in *.',
  'Tell a joke about *.',
  'Write a cover letter for a job that has to do with *.',
  'What would a doctor say about *?',
  'Find synonyms for the most important words in "the joy of *".',
  'Write a complaint to the city council because of *.',
  'Help me apologise to my neighbour for *.',
  'What are common mistakes with *, and how are they avoided?',
  'Outline a lecture on *.',
  'Invent a word that means the feeling one has during *.',
]

const SUBJECTS = [
  'a vegetable garden',
  'the annual budget',
  'remote work',
  'a birthday party for twins',
  'electric bicycles',
  'sleeping badly',
  'the French Revolution',
  'moving to another city',
  'a lost parcel',
  'learning the violin',
  'machine translation',
  'black holes',
  'vegan desserts',
  'a marathon',
  'house plants',
  'online dating',
  'a delayed flight',
  'the local library',
  'customer loyalty',
  'a rescue dog',
  'climate adaptation',
  'sourdough bread',
  'the stock market',
  'hiking in the Alps',
  'a broken dishwasher',
  'data protection',
  'old photographs',
  'a job interview',
  'street art',
  'public transport',
  'the immune system',
  'a wedding speech',
  'board games',
  'solar panels',
  'time management',
  'chess openings',
  'a school play',
  'migrating birds',
  'healthy breakfasts',
  'insurance claims',
  'the Roman Empire',
  'podcasting',
  'a leaking roof',
  'minimalism',
  'coral reefs',
  'team meetings',
  'a kitchen renovation',
  'stage fright',
  'urban beekeeping',
  'jazz music',
  'volcanoes',
  'second-hand clothes',
  'a surprise visit',
  'recycling',
  'film festivals',
  'a noisy neighbour',
  'tax returns',
  'winter sports',
  'artificial intelligence',
  'the night sky',
  'family recipes',
  'a power cut',
  'photography',
  'meditation',
  'medieval castles',
  'a software release',
  'swimming lessons',
  'the housing market',
  'fairy tales',
  'allergies',
  'a charity concert',
  'spring cleaning',
  'long train journeys',
  'handwriting',
  'a new manager',
  'wild mushrooms',
  'digital cameras',
  'the Olympic Games',
  'coffee roasting',
  'a stolen wallet',
  'origami',
  'teenagers and phones',
  'sailing',
  'the water cycle',
  'a flea market',
  'car sharing',
  'back pain',
  'opera',
  'volunteering',
  'an old bridge',
  'user interviews',
  'a heat wave',
  'science fiction',
  'knitting',
  'a class reunion',
  'unit tests',
  'the moon landing',
  'vaccination',
  'a tight deadline',
  'camping with children',
  'modern architecture',
]

const SITUATIONS = [
  'I have very little time today.',
  'My boss will read it first.',
  'I know nothing about the matter.',
  'The audience is a group of pensioners.',
  'We tried this last year and it went wrong.',
  'I am preparing a workshop for students.',
  'My sister asked me for help.',
  'It is for our internal newsletter.',
  'We are a team of six in three countries.',
  'I read something about this in the newspaper.',
  'The guests arrive on Saturday evening.',
  'English is not my first language.',
  'There is hardly any money left.',
  'I want to surprise my grandparents.',
  'This will be printed on a poster.',
  'Nobody in the office agrees.',
  'I have to present it to investors.',
  'Our customers keep asking.',
  'It should fit a village of 900 people.',
  'I have been thinking about it for weeks.',
  'The last version was far too long.',
  'It rained all week here.',
]

const WISHES = [
  'Keep it under 150 words.',
  'Use a friendly tone.',
  'Avoid technical terms.',
  'Please add an example.',
  'Answer in bullet points.',
  'Be honest about the risks.',
  'Make it sound professional.',
  'Do not use any adjectives.',
  'Add a title.',
  'Mention where I can read more.',
  'End with a question.',
  'Write it in the present tense.',
  'Explain your reasoning.',
  'Give me two versions.',
  'Use simple language.',
  'Make it funny.',
  'No more than ten lines.',
  'Compare it with something from everyday life.',
  'Say what you are not sure about.',
  'Use headings.',
]
