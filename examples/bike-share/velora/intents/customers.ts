import type { Intent } from '../intent.ts'

/** Things left behind in baskets. */
export const lostItem: Intent = {
  name: 'lost_item',
  share: 0.05,
  topics: [
    {
      fact: 'Lost property office',
      value: 'Mill Street depot',
      madeUp: 'Lake Avenue depot',
      asks: [
        'I left my {item} in the basket of {bike} on {day}. Where is your lost property office?',
        'My {item} is gone, I think it is still on the bike. Where could I pick it up?',
        'Where do you keep things that people forget on bikes?',
        'I found a {item} in the basket at {station}. Where can I hand it in?',
        'Somebody must have found my {item} by now, where do lost things go?',
      ],
      answers: [
        'Things found on bikes are brought to the {fact}. Tell us the bike and the time, and we will look.',
        'Please ask at the {fact}; everything found is taken there in the evening.',
      ],
    },
    {
      fact: 'How long lost property is kept',
      value: 'kept for 30 days',
      madeUp: 'kept for 10 days',
      asks: [
        'I lost my {item} in {month}. Do you still have it or is it thrown away by now?',
        'How long do you keep lost things?',
        'I cannot come for my {item} before {month}. Will it still be there?',
        'After what time is lost property given away?',
        'My {item} was found, how much time do I have to collect it?',
      ],
      answers: [
        'Everything is {fact} and then given to charity, so there may still be time.',
        'Lost property is {fact}. Bring a document that shows your name.',
      ],
    },
    {
      fact: 'Hours of the lost property office',
      value: 'weekdays 9 to 17',
      madeUp: 'Saturdays 8 to 12',
      asks: [
        'When is the lost and found open? I would come for my {item}.',
        'Can I collect my {item} on {day} at {time}?',
        'What are the opening hours of the lost property desk?',
        'You mailed me that my {item} was found. When can I come by?',
        'Is the lost property office open at {time}?',
      ],
      answers: [
        'The desk is open on {fact}. Ring at the side door.',
        'You can come on {fact}, no appointment needed.',
      ],
    },
  ],
}

/** Login, profile and data. */
export const account: Intent = {
  name: 'account',
  share: 0.1,
  topics: [
    {
      fact: 'How long a login link is valid',
      value: 'for 20 minutes',
      madeUp: 'for 48 minutes',
      asks: [
        'The login link in your mail says it has expired. How long does it work?',
        'I asked for a new password, but the link is dead. How fast must I be?',
        'How long is the password link valid?',
        'Your login mail came at {time} and when I clicked it, it was no longer valid.',
        'I always get "link expired" when I want to sign in, what is the time limit?',
      ],
      answers: [
        'A login link works {fact} and only once; ask for a new one and use the newest mail.',
        'The link is valid {fact}. If several arrived, only the last one counts.',
      ],
    },
    {
      fact: 'Where to change the phone number',
      value: 'Settings, then Profile',
      madeUp: 'Wallet, then Receipts',
      asks: [
        'I have a new phone number, where do I change it?',
        'How can I update my mobile number in the app?',
        'The confirmation code goes to my old phone number. Where do I enter the new one?',
        'Where in the menu can I edit my personal details such as my number?',
        'New SIM card since {month}, so my number in your app is wrong. How do I correct it?',
      ],
      answers: [
        'You can change it under {fact}. We send a code to the new number to confirm it.',
        'Go to {fact} and tap the number. The old one is removed once the new one is confirmed.',
      ],
    },
    {
      fact: 'Wrong passwords before an account is locked',
      value: '5 wrong attempts',
      madeUp: '9 wrong attempts',
      asks: [
        'My account is locked! How many wrong passwords does it take for that?',
        'I mistyped my password a few times. After how many attempts do you lock me out?',
        'Why was I locked out of my account after {number} tries?',
        'The app says "too many attempts". How often may one enter a wrong password?',
        'Locked out at {station} with no way home. How many failed logins trigger this?',
      ],
      answers: [
        'An account is locked for an hour after {fact}; after that you can sign in as usual.',
        'That happens after {fact} in a row. A login link by mail opens it at once.',
      ],
    },
    {
      fact: 'Time until a deleted account is erased',
      value: 'within 10 days',
      madeUp: 'within 90 days',
      asks: [
        'Please delete my account and all my data. How long does that take?',
        'I moved away and would like my account erased. When is it gone?',
        'How soon is my data removed after I delete the account?',
        'I deleted my account on {day} and still get mails from you. When are you done with it?',
        'What is the time limit for erasing a customer account?',
      ],
      answers: [
        'After you confirm it, the account is erased {fact}; receipts are kept as long as the law asks.',
        'Your data is removed {fact}. You get one last mail when it is done.',
      ],
    },
  ],
}
