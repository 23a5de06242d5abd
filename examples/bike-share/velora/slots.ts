import { pick, type Random } from './random.ts'

const words = (list: string): readonly string[] => list.split(/\s*,\s*/)

const STATIONS = words(
  `Harbour Square, Old Mill, Central Station, Rosegarden, Museum Island, Kingsbridge, Lindenhof, Opera House,
  Science Park, West Gate, St. Anne, Botanic Garden, Riverside Walk, Fishmarket, Town Hall, Station Road, Elm Street,
  Potters Lane, Exhibition Centre, Abbey Hill, Northern Docks, University Library, Castle Park, Sunset Quay,
  Clock Tower, Canal Bridge, Baker Street, Green Lane, Hospital East, Brewery Yard`,
)
const PLACES = words(
  `the lake, the old town, the stadium, the zoo, the ferry landing, the castle, the trade fair, the south beach,
  the industrial estate, the garden colony, the hospital, the music school, the flea market, the hill church`,
)
const ITEMS = words(
  `backpack, blue umbrella, laptop bag, bunch of keys, wallet, water bottle, rain jacket, bag of groceries, scarf,
  pair of glasses, lunch box, sketchbook, bicycle helmet, phone charger, camera, teddy bear, library book, gym bag`,
)
const NAMES = words(
  `Mara, Jonas, Aylin, Piotr, Chloe, Samir, Ines, Tom, Hanna, Luca, Freya, Omar, Nadia, Felix, Greta, Kofi, Lena,
  Mateo, Yuki, Ruth, Sven, Paula, Elif, Viktor, Noor, Ben, Carla, Dmitri, Emilia, Hugo`,
)
const DAYS = words(
  `Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, Monday, Friday, Sunday, the weekend, the 3rd, the 8th,
  the 12th, the 19th, the 23rd, the 27th`,
)
const MONTHS = words(
  `January, February, March, April, May, June, July, August, September, October, November, December`,
)

const whole = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1))

const FILLERS: Readonly<Record<string, (random: Random) => string>> = {
  station: (random) => pick(random, STATIONS),
  place: (random) => pick(random, PLACES),
  item: (random) => pick(random, ITEMS),
  name: (random) => pick(random, NAMES),
  friend: (random) => pick(random, NAMES),
  day: (random) => pick(random, DAYS),
  month: (random) => pick(random, MONTHS),
  bike: (random) => `V-${whole(random, 1000, 4999)}`,
  time: (random) => `${whole(random, 6, 22)}:${String(whole(random, 0, 11) * 5).padStart(2, '0')}`,
  amount: (random) => `${(whole(random, 180, 2400) / 100).toFixed(2)} euros`,
  minutes: (random) => String(whole(random, 11, 94)),
  number: (random) => String(whole(random, 3, 18)),
  people: (random) => String(whole(random, 3, 6)),
  age: (random) => String(whole(random, 9, 17)),
}

/**
 * Fills the slots of a sentence at random: `Where is {bike}?` becomes `Where is V-2307?`.
 * @throws RangeError when a slot has no filler
 */
export function fillSlots(sentence: string, random: Random): string {
  return sentence.replace(/\{(\w+)\}/g, (slot, name: string) => {
    const filler = FILLERS[name]
    if (filler) return filler(random)
    throw new RangeError(
      `Cannot fill the slot ${slot} of a sentence: expected one of ${Object.keys(FILLERS).join(', ')}.`,
    )
  })
}
