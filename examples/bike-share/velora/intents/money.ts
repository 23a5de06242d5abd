import type { Intent } from '../intent.ts'

/** What a ride cost, and why. */
export const tripCharge: Intent = {
  name: 'trip_charge',
  share: 0.13,
  topics: [
    {
      fact: 'Fee to start a ride',
      value: '1.20 euros',
      madeUp: '2.50 euros',
      asks: [
        'What is the fixed fee for starting a ride?',
        'There is a line "start" on my receipt from {day}. How much is that normally?',
        'Do I pay something just for unlocking the bike, before the minutes count?',
        'How much is the unlock fee on top of the minute price?',
        'My receipt of {amount} has two parts. What is the start part supposed to be?',
      ],
      answers: [
        'Each ride starts with a fee of {fact}; the minutes come on top.',
        'The start of a ride costs {fact}. With a pass this part is waived on weekdays.',
      ],
    },
    {
      fact: 'Price of one minute',
      value: '15 cents',
      madeUp: '29 cents',
      asks: [
        'I rode {minutes} minutes and paid {amount}. What do you charge per minute?',
        'How much is one minute without a pass?',
        'Please explain the {amount} on my card, what is the price for each minute?',
        'Why was my {minutes} minute ride so expensive? What does a minute cost?',
        'What is your rate per minute on ordinary bikes?',
      ],
      answers: [
        'Without a pass a minute costs {fact}, counted from the unlock to the moment the dock closes.',
        'We charge {fact} for every started minute. Pausing the ride does not stop the clock.',
      ],
    },
    {
      fact: 'Hold on the card before a ride',
      value: '10 euro hold',
      madeUp: '30 euro hold',
      asks: [
        'Why is there an amount blocked on my credit card although the ride was cheaper?',
        'You reserved money on my card before I even started, what is this?',
        'My bank shows a pending payment to Velora from {day} that is not on my receipt.',
        'Is there a deposit that you block on the card for each ride?',
        'I see two entries for one ride, one of them pending. Was I charged twice?',
      ],
      answers: [
        'That is a {fact}: it makes sure the card works and disappears once the ride is billed.',
        'Before a ride we place a {fact} on the card. Your bank drops it, usually within three days.',
      ],
    },
    {
      fact: 'Most a day can cost',
      value: '18 euros',
      madeUp: '36 euros',
      asks: [
        'Is there a daily maximum? I was charged {amount} on {day}.',
        'I kept the bike for the whole day. What is the most that you charge for one day?',
        'If I ride from morning to evening, does the price stop at some amount?',
        'How much can a single day cost me at most?',
        'Do you have a day cap for the ride charges?',
      ],
      answers: [
        'A calendar day never costs more than {fact} a bike, however long you ride.',
        'The price stops at {fact} a day. Fees for parking outside the zone are not part of that cap.',
      ],
    },
  ],
}

/** Getting money back. What the changed prompt forgets. */
export const refund: Intent = {
  name: 'refund',
  share: 0.15,
  topics: [
    {
      fact: 'Refund window',
      value: '14 days',
      madeUp: '60 days',
      alternatives: ['two weeks'],
      asks: [
        'Until when can I ask for a refund of my ride on {day}?',
        'My ride in {month} was charged wrongly. Is it too late to claim my money back?',
        'How long after a ride can I still request a refund?',
        'Is there a deadline for refund requests? I only saw the {amount} on my statement now.',
        'I was on holiday and want a refund for a ride from last week, am I still in time?',
        'By when must I send in a complaint so that the fare is refunded?',
      ],
      answers: [
        'You can ask for a refund up to {fact} after the ride: open the receipt and choose "Something is wrong".',
        'Refund requests are accepted for {fact} after a ride. The button is at the end of the receipt.',
      ],
    },
    {
      fact: 'Time until a refund arrives',
      value: '5 working days',
      madeUp: '9 calendar days',
      alternatives: ['five working days'],
      asks: [
        'You promised me {amount} back on {day}. When will the refund arrive?',
        'How long does a refund take until I see it on my account?',
        'My refund was approved but I have not received any money yet, how many days does it take?',
        'Still waiting for my {amount} refund. When should it be there?',
        'How quickly do you pay refunds out?',
        'The app says "refund on its way" since {day}. When does it reach my bank?',
      ],
      answers: [
        'An approved refund takes {fact} to reach you. The receipt shows the date on which we sent it.',
        'It should be with you in {fact}, counted from the message that approved it.',
      ],
    },
    {
      fact: 'Where refunds are paid to',
      value: 'original payment method',
      madeUp: 'Velora account balance',
      asks: [
        'Will the refund go to my card or do I get a voucher?',
        'I changed my bank card since the ride on {day}. Where will you send the refund?',
        'Do you refund to PayPal when I paid with PayPal?',
        'I do not want credit in the app, can I have the {amount} back as money?',
        'Which account is a refund paid to?',
        'To which card do you send back the {amount} that was overcharged?',
      ],
      answers: [
        'Refunds always go back to the {fact}; nothing else has to be set up for that.',
        'We pay a refund to the {fact}, in the same currency and without a fee.',
      ],
    },
    {
      fact: 'Rides refunded in full without asking',
      value: 'shorter than 2 minutes',
      madeUp: 'shorter than 9 minutes',
      asks: [
        'The chain of {bike} was off so I returned it at once. Do I get my money back for that ride?',
        'I unlocked a bike, saw the flat tyre and docked it again. Is this refunded automatically?',
        'Charged {amount} for a bike I did not even ride! Will you refund that?',
        'How short must a ride be to be refunded without a request?',
        'I took the wrong bike and put it straight back at {station}. Do you refund such rides?',
        'Do I get the fare refunded if I bring the bike back right away?',
      ],
      answers: [
        'Rides {fact} that end at the same station are refunded in full without asking.',
        'If the ride was {fact} and you brought the bike back to the same place, the whole fare is returned.',
      ],
    },
    {
      fact: 'Refund of a yearly pass',
      value: 'half of the unused months',
      madeUp: 'all of the started months',
      asks: [
        'I am moving away in {month}. Do I get a refund for the rest of my yearly pass?',
        'Can my annual pass be refunded when I stop riding early?',
        'I bought the yearly pass in {month} and broke my leg. How much of it would you refund?',
        'What part of a yearly pass is paid back if I give it up before the end?',
        'My company now gives me a pass. Will you refund the remaining months of my own yearly one?',
        'How much money do I get back for the unused part of my annual pass?',
      ],
      answers: [
        'For a yearly pass we refund {fact}, counted from the day you give it back.',
        'You get back {fact} of a yearly pass. Choose "Return pass" in the wallet to start it.',
      ],
    },
  ],
}

/** Subscriptions. */
export const passes: Intent = {
  name: 'passes',
  share: 0.11,
  topics: [
    {
      fact: 'Price of the monthly pass',
      value: '12.90 euros',
      madeUp: '19.50 euros',
      asks: [
        'How much is the monthly pass?',
        'I ride to work every day, what would a monthly subscription cost me?',
        'Is the monthly pass still {amount} as my colleague says, and what does it cost now?',
        'What does a subscription cost if I pay month by month?',
        'Looking at passes: price for one month, please?',
      ],
      answers: [
        'The monthly pass costs {fact} and starts on the day you buy it.',
        'It is {fact} a month. You pay at the start, and it renews until you stop it.',
      ],
    },
    {
      fact: 'Time included in each ride with a pass',
      value: 'first 30 minutes',
      madeUp: 'first 90 minutes',
      asks: [
        'I have a pass and was still charged {amount} for a {minutes} minute ride. How much time is included?',
        'How many minutes of each ride are free with the pass?',
        'Does the pass cover rides of {minutes} minutes?',
        'What is included in the subscription, the whole ride or just the beginning?',
        'With a pass, from which minute on do I have to pay?',
      ],
      answers: [
        'With a pass the {fact} of every ride are included; longer rides are charged by the minute.',
        'The {fact} are free on each ride. Dock the bike and take another one to start anew.',
      ],
    },
    {
      fact: 'Last day to cancel a pass',
      value: '7 days before renewal',
      madeUp: '2 days after renewal',
      asks: [
        'How do I cancel my subscription, and by when?',
        'My pass renews in {month}. What is the last day to cancel it?',
        'I want to stop the monthly pass, is there a notice period?',
        'I forgot to cancel and it renewed on {day}. How early would I have had to do it?',
        'Cancelling the pass: how many days in advance?',
      ],
      answers: [
        'You can cancel in the wallet, at the latest {fact}. It then simply runs out.',
        'Choose "Do not renew" in the wallet; that works until {fact}.',
      ],
    },
    {
      fact: 'Student discount on passes',
      value: '40 percent',
      madeUp: '15 percent',
      asks: [
        'Do students pay less for the pass?',
        'I study at the university near {place}. Which discount do I get on a subscription?',
        'How much is the student discount for the monthly pass?',
        'Is there a cheaper pass for students and how much cheaper is it?',
        'My student card is valid until {month}. What reduction would I get on the pass?',
      ],
      answers: [
        'Students save {fact} on every pass. Upload a photo of your student card in the profile.',
        'The student discount is {fact}, once your card has been checked, which takes about a day.',
      ],
    },
  ],
}
