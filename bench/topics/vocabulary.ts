/** Subjects that people write about, a list a field, so that prompts share few words unless they share a field. */
export const SUBJECTS: readonly (readonly string[])[] = [
  words(
    'sourdough, lentil soup, roast chicken, apple pie, risotto, kimchi, pancakes, chickpea curry, gazpacho, dumplings',
  ),
  words(
    'heart rate, knee pain, hay fever, migraine, vitamin D, blood pressure, sleep apnoea, sprained ankle, eczema, vaccination',
  ),
  words(
    'mortgage, pension, income tax, savings account, index fund, student loan, inflation, invoice, rent deposit, budget',
  ),
  words('Lisbon, Kyoto, Patagonia, night train, hostel, hiking trail, passport, Iceland, ferry, Marrakesh'),
  words(
    'football, marathon, tennis serve, bouldering, rowing, chess opening, yoga, cycling race, swimming, badminton',
  ),
  words(
    'jazz, violin concerto, drum kit, opera, songwriting, vinyl record, choir, piano scales, hip hop, bagpipes',
  ),
  words(
    'Roman aqueduct, French Revolution, Silk Road, Cold War, Magna Carta, Inca empire, Black Death, samurai, suffragettes, Berlin Wall',
  ),
  words(
    'black hole, photosynthesis, tectonic plates, DNA, antibiotics, neutrino, coral reef, periodic table, glacier, magnetism',
  ),
  words('tomatoes, compost, rose pruning, lawn, hedgehog, orchid, greenhouse, beehive, oak tree, slugs'),
  words(
    'cover letter, job interview, pay rise, resignation, team meeting, remote work, internship, performance review, recruiter, overtime',
  ),
  words(
    'wedding speech, baby shower, birthday, funeral, reunion, housewarming, graduation, anniversary, godparent, engagement',
  ),
  words(
    'toddler, homework, bedtime, pocket money, teenager, school trip, bullying, kindergarten, twins, curfew',
  ),
  words(
    'landlord, lease, noisy neighbour, leaking tap, boiler, insulation, paint colour, bookshelf, carpet, moving house',
  ),
  words(
    'electric car, flat tyre, driving test, bicycle lane, motorway, car insurance, bus timetable, scooter, parking fine, tram',
  ),
  words(
    'detective novel, haiku, fairy tale, sonnet, villain, plot twist, diary, fantasy map, short story, screenplay',
  ),
  words('Shakespeare, metaphor, essay, grammar, comma, thesis, book report, citation, spelling, summary'),
  words('puppy, cat litter, parrot, aquarium, hamster, horse riding, dog walk, vet, tortoise, flea'),
  words(
    'email, newsletter, press release, product launch, slogan, survey, brochure, podcast, logo, customer review',
  ),
  words(
    'Spanish verbs, Mandarin tones, German cases, translation, accent, idiom, sign language, dictionary, Latin, pronunciation',
  ),
  words(
    'election, parliament, tax reform, minimum wage, voting age, referendum, mayor, petition, treaty, census',
  ),
  words(
    'fractions, triangle, probability, prime number, percentage, average, equation, circle, geometry, long division',
  ),
  words(
    'meditation, stress, loneliness, motivation, gratitude, anger, procrastination, self-esteem, burnout, shyness',
  ),
  words(
    'camera lens, watercolour, origami, knitting, pottery, sculpture, charcoal sketch, embroidery, calligraphy, photo album',
  ),
  words(
    'phone battery, wifi router, printer, password, smart watch, tablet, headphones, spam, screen, backup',
  ),
  words('court, contract, will, copyright, small claims, divorce, privacy, witness, lawyer, refund'),
  words('thunderstorm, drought, tide, snowflake, hurricane, rainbow, fog, heat wave, season, climate'),
]

/** What a program is asked to do. */
export const PURPOSES: readonly string[] = words(
  'reverses a string, finds the largest number in an array, counts the words of a text file, checks whether a number is prime, sorts a list of integers, merges two sorted arrays, parses a date, removes duplicates from a list, validates an email address, computes the nth Fibonacci number, reads a CSV file, connects to a database, downloads a web page, finds the shortest path in a graph, balances a binary tree, detects a cycle in a linked list, implements a stack, converts JSON to XML, shows a button that changes colour, sends a request to an API, renames all files in a folder, prints a multiplication table, returns the sum of all even values, multiplies two matrices, finds a palindrome, groups rows by month, caches results, logs every error, rotates an image, searches a dictionary for a key, splits a string at every comma, returns true if two words are anagrams, generates a random password, rounds to two decimals, filters objects by a property, queries all customers without an order, joins two tables, opens a socket, retries after a timeout, flattens a nested list',
)
export const LANGUAGES: readonly string[] = words(
  'Python, JavaScript, Java, C++, SQL, Rust, Go, TypeScript, Bash, Ruby, PHP, HTML',
)
export const ARTEFACTS: readonly string[] = words(
  'function, program, script, class, method, code snippet, function, algorithm, test, one-liner',
)
export const SNIPPETS: readonly string[] = [
  'for i in range(10):\n    print(i)',
  'int main() { int x = 5; return x / 0; }',
  'SELECT name FROM users WHERE id = 7;',
  'const add = (a, b) => a + b;\nconsole.log(add(1, "2"));',
  'def mean(values):\n    return sum(values) / len(values)',
  'while (node != null) { node = node.next; }',
  'public static boolean isEven(int n) { return n % 2 == 0; }',
  'if x = 3 then print("three")',
  'let total = 0;\nfor (const item of items) total += item.price;',
  'try:\n    open("data.txt")\nexcept:\n    pass',
  'array.sort(); return array[0];',
  'import random\nprint(random.choice(names))',
]

export const PLACES: readonly string[] = words(
  'at home, in a small town, at work, in the city, on a farm, at university, by the sea, in a village, on a tight schedule, abroad, in winter, in summer, on Sunday, before Friday, this month, after lunch, with friends, on my own, with two children, for a client',
)
export const AUDIENCES: readonly string[] = words(
  'a beginner, my grandmother, a ten-year-old, my boss, a group of students, a sceptical friend, my neighbour, a new colleague, tourists, a committee, retired people, a busy parent, an expert, my class, a visitor from abroad',
)
export const MANNERS: readonly string[] = words(
  'in simple words, in three sentences, with an example, step by step, as a list, politely, with some humour, in a formal tone, without jargon, in under a hundred words, as a table, with pros and cons, briefly, in detail, like a story',
)

/** What people add to a request. */
export const ASIDES: readonly string[] = [
  'I have tried twice already and was not happy with it.',
  'It is for a magazine that nobody reads.',
  'Keep the tone friendly.',
  'The deadline is close, so be quick.',
  'My teacher wants sources.',
  'Please do not repeat yourself.',
  'We have about forty euros left.',
  'Last year it went badly wrong.',
  'Everybody tells me something else.',
  'You are an experienced editor.',
  'Output only the answer.',
  'The weather was awful and we arrived late.',
  'She grew up near the river and never left.',
  'Think about it carefully first.',
  'The other day I read the opposite in a newspaper.',
  'He laughed, closed the window and said nothing.',
  'Use short words and no exclamation marks.',
  'This is the third message today.',
  'Nobody in our family knows anything of it.',
  'Two of us are vegetarians.',
  'The shop on the corner has been closed since spring.',
  'Ask me questions if anything is unclear.',
  'Imagine that you are a guide in a museum.',
  'I would rather not spend money.',
]

function words(list: string): readonly string[] {
  return list.split(', ')
}
