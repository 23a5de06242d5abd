import type { Intent } from '../intent.ts'

/**
 * What customers began to ask on the last night. Neither the system prompt nor any case knows of it, so the model
 * makes its answers up; `value` is what it should say once somebody has told it.
 */
export const cargoBike: Intent = {
  name: 'cargo_bike',
  share: 0.2,
  topics: [
    {
      fact: 'Where cargo bikes are rented',
      value: 'Harbour Square hub',
      madeUp: 'Central Park kiosks',
      asks: [
        'I saw your new cargo bikes at {place}. Where can I rent one?',
        'Do you have a cargo bike that I could use to move a washing machine on {day}?',
        'Which stations offer cargo bikes?',
        'Can I book a cargo bike for {day} at {time}?',
        'Are cargo bikes in the app? I only see ordinary ones around {station}.',
      ],
      answers: [
        'You can rent a cargo bike at the {fact}. Reserve it a day ahead in the app.',
        'Cargo bikes are handed out at the {fact}; bring a document with your name.',
      ],
    },
    {
      fact: 'Most a cargo bike carries',
      value: '80 kilograms',
      madeUp: '250 kilograms',
      asks: [
        'How much weight can the box of a cargo bike take?',
        'Would two crates of water and a {item} fit into the cargo bike?',
        'What is the maximum load of your cargo bikes?',
        'I want to take my dog in the cargo bike, he weighs {number} kilos. Is that allowed?',
        'May I transport a small fridge with the cargo bike, or is it too heavy?',
      ],
      answers: [
        'The box of a cargo bike takes up to {fact}. Put heavy things at the bottom.',
        'Please load no more than {fact}, spread evenly, and close both straps.',
      ],
    },
    {
      fact: 'Children in a cargo bike',
      value: 'two children up to 6 years',
      madeUp: 'four children of any age',
      asks: [
        'Can I bring my two kids to kindergarten in a cargo bike? They are three and five.',
        'Do the cargo bikes have child seats with belts?',
        'Is there a child seat that I can put on a normal bike, or only on the cargo bike?',
        'How many children may sit in the box of a cargo bike?',
        'I need a bike with a child seat on {day}, my son is two. Do you rent those?',
      ],
      answers: [
        'A cargo bike seats {fact}. The belts are under the bench, helmets are not included.',
        'There is room for {fact}; every child has to wear the belt.',
      ],
    },
    {
      fact: 'Price of a cargo bike',
      value: '6 euros an hour',
      madeUp: '2 euros an hour',
      asks: [
        'What does it cost to rent a cargo bike for an afternoon?',
        'Is the cargo bike included in my pass or do I pay extra?',
        'How much is a cargo bike per hour?',
        'We need the cargo bike from {time} until the evening, what would that cost?',
        'Price for a child seat or a cargo bike on the weekend, please?',
      ],
      answers: [
        'A cargo bike costs {fact}, with or without a pass, and you pay when you bring it back.',
        'The price is {fact}. Child seats can be added at no extra charge.',
      ],
    },
  ],
}
