/** Things of many fields that people write to an assistant about; no method was tried on prompts about them. */
export const THINGS: readonly string[] = words(
  'sciatica, oat milk, dividend, visa interview, kayak, ukulele, Viking ship, quasar, basil plant, notice period, bridal bouquet, stepchildren, mould on the wall, snow tyres, limerick, semicolon, guinea pig, trade fair, Portuguese subjunctive, city council, cube root, panic before exams, linocut, broken laptop hinge, inheritance, monsoon, tahini, cholesterol, bond yields, layover in Doha, handball, cello strings, Ottoman court, plate boundary, raised bed, probation, silver wedding, pocket knife for a scout, squeaking stairs, car pooling, villanelle, footnotes, goldfish, press kit, Hungarian vowels, by-election, long multiplication, envy, felt slippers, noise cancelling, tenancy, hailstorm, rye starter, asthma inhaler, pawn shop, caravan site, fencing foil, choir solo, Aztec calendar, enzyme, peat-free soil, apprenticeship, stag night, sibling rivalry, damp cellar, number plate, epigram, bibliography, budgerigar, billboard, Greek alphabet, coalition, ratio, homesickness, macramé, e-reader, bail, northern lights, miso, tinnitus, crowdfunding, sleeper bus, curling, accordion, Hanseatic League, comet, allotment, severance pay, christening, sleepover, roof tiles, charging station, ghost story, abstract, ferret, jingle, Welsh place names, ombudsman, decimals, perfectionism, batik, webcam, power of attorney, fjord, marmalade, shin splints, overdraft, youth hostel, archery, trombone, Suez Canal, magma, wisteria, sabbatical, eulogy, nanny, attic, tow bar, soliloquy, plagiarism, gecko, mascot, Finnish cases, quorum, tangent, jealousy, mosaic tiles, dead pixels, alimony, El Niño',
)

/** Who is concerned. */
export const PEOPLE: readonly string[] = words(
  'our caretaker, a sixth-former, my fiancé, the night shift, somebody who hates reading, the parish, an impatient customer, my late aunt’s friends, a jury, six cousins, the new owner, people on a train, a sceptical accountant, trainees, the whole street',
)

/** What programs of the held-out prompts do. */
export const DEEDS: readonly string[] = words(
  'pads numbers with zeros, walks a directory tree, throttles calls to an endpoint, turns camelCase into snake_case, diffs two files, builds a trie, serialises an enum, encodes base64, streams a large upload, swaps keys and values of a map, validates an IBAN, memoises a recursion, traverses a grid, locks a mutex, tails a log file, paginates results, parses command-line flags, mocks a clock, hashes a password, computes a checksum, debounces an input, draws a histogram, migrates a table, catches a signal, compares version strings, finds overlapping intervals, schedules a cron job, chunks an iterator, deep-copies an object, escapes HTML',
)
export const TONGUES: readonly string[] = words(
  'Kotlin, Swift, Perl, R, Scala, Haskell, Lua, Julia, C, Dart, Elixir, Python, PowerShell, Java',
)
export const PIECES: readonly string[] = words(
  'helper, module, lambda, routine, unit test, decorator, generator, macro, subroutine, stored procedure, regex, callback, struct, template',
)

/** What people add. */
export const REMARKS: readonly string[] = [
  'sorry for the long message, english is not my first language',
  'You may assume that money is no object.',
  'I asked at the town hall and they shrugged.',
  'no bullet points please!!',
  'It has to fit on one postcard.',
  'My sister disagrees with me about this.',
  'We start at eight sharp tomorrow.',
  'Go easy on the adjectives.',
  'The last answer I got was nonsense.',
  'thx in advance',
  'Bear in mind that half of them are left-handed.',
  'There used to be a leaflet on it, which I lost.',
  'Answer as if you were writing to a friend.',
  'I only have my phone with me.',
  'A rough idea would do for now.',
  'Mind the British spelling.',
]

function words(list: string): readonly string[] {
  return list.split(', ')
}
