import type { Intent } from '../intent.ts'

/** Electric bikes and their batteries. */
export const battery: Intent = {
  name: 'ebike_battery',
  share: 0.08,
  topics: [
    {
      fact: 'Range of a full battery',
      value: '55 kilometres',
      madeUp: '90 kilometres',
      asks: [
        'How far can I go with one of the e-bikes on a full battery?',
        'We plan a tour to {place} and back. Will the battery of an e-bike last?',
        'What is the range of your electric bikes?',
        'The display shows four bars. How many kilometres is a full battery good for?',
        'Does the motor reach {place} from {station} without running empty?',
      ],
      answers: [
        'A full battery is good for about {fact} on flat ground, less against the wind.',
        'Count on {fact} with a full battery; the app shows what is left on each bike.',
      ],
    },
    {
      fact: 'Lowest charge at which an e-bike is rented out',
      value: '20 percent',
      madeUp: '45 percent',
      asks: [
        'The e-bike {bike} is greyed out in the app although it stands here. Is the battery too low?',
        'From which battery level can I no longer rent an e-bike?',
        'Why can I not start an electric bike with {number} percent of charge?',
        'What is the minimum charge an e-bike needs before I can take it?',
        'All e-bikes at {station} are marked "charging". When do they become available?',
      ],
      answers: [
        'E-bikes below {fact} of charge stay in the dock until they have been loaded.',
        'An e-bike can be rented from {fact} upwards. Below that the app greys it out.',
      ],
    },
    {
      fact: 'When a battery dies during a ride',
      value: 'swap bikes at no cost',
      madeUp: 'pay for a second ride',
      asks: [
        'The motor of {bike} just stopped, the battery is dead. What should I do?',
        'Battery died halfway to {place}. Do I have to pay for another bike now?',
        'What happens if an e-bike runs out of power during my ride?',
        'The support of the motor is gone after {minutes} minutes and pedalling is hard. Can I change the bike?',
        'Empty battery near {station}, what are my options?',
      ],
      answers: [
        'When a battery gives up on the way you {fact}: dock it anywhere and scan the next one.',
        'Sorry about that. You can {fact} at the next station; choose "Battery empty" as the reason.',
      ],
    },
  ],
}

/** Broken bikes, damage and accidents. */
export const damaged: Intent = {
  name: 'damaged_bike',
  share: 0.08,
  topics: [
    {
      fact: 'Where to report a fault',
      value: 'in the Report tab',
      madeUp: 'in the Wallet tab',
      asks: [
        'Bike {bike} at {station} has a broken brake. Where can I report it?',
        'The saddle of {bike} slides down all the time. How do I tell you about such a fault?',
        'I found one of your bikes lying in a ditch near {place}, where do I report this?',
        'Flat rear tyre on {bike}. Is there a form for it?',
        'The bell and the front light are broken, how can I pass that on?',
      ],
      answers: [
        'Thank you for telling us. Report it {fact}, a photo helps; the bike is then locked for others.',
        'You can report that {fact}: pick the part on the drawing and send it.',
      ],
    },
    {
      fact: 'Most a rider pays for damage',
      value: '150 euros',
      madeUp: '400 euros',
      asks: [
        'I hit a kerb and the front wheel of {bike} is bent. What will I have to pay?',
        'How much am I liable for if I damage a bike?',
        'If the bike is stolen during my ride, what does it cost me?',
        'A car scratched the bike while I was inside a shop. Do I have to pay for the repair?',
        'What is the excess of the insurance when something breaks by my fault?',
      ],
      answers: [
        'Your share of any damage is limited to {fact}; normal wear is never charged.',
        'At most {fact} would be charged to you, and only after our workshop has seen the bike.',
      ],
    },
    {
      fact: 'Time to report an accident',
      value: 'within 24 hours',
      madeUp: 'within 10 weeks',
      asks: [
        'I fell with {bike} this morning because of the wet tram tracks. By when must I report the accident?',
        'I had a small crash on {day}. Is there a deadline to tell you about it?',
        'After an accident, how soon do I need to contact you for the insurance?',
        'A pedestrian ran into my bike at {time}. When do I have to file the report?',
        'My son had an accident with your bike. How long do we have for the accident report?',
      ],
      answers: [
        'I hope everybody is well. Accidents have to be reported {fact}, so that the insurance covers them.',
        'Send the accident report {fact}: place, time, and photos if you have any.',
      ],
    },
  ],
}
