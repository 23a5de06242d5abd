import type { Intent } from '../intent.ts'

/** Getting a bike and setting off. */
export const unlocking: Intent = {
  name: 'unlocking',
  share: 0.13,
  topics: [
    {
      fact: 'QR code for unlocking',
      value: 'on the rear mudguard',
      madeUp: 'on the front basket',
      asks: [
        'Where on bike {bike} is the QR code that I have to scan?',
        'I cannot find the code to scan on this bike, where is it printed?',
        'The sticker on the handlebar is scratched off. Is there another QR code somewhere to unlock it?',
        'First time user here, what exactly do I scan to unlock a bike?',
        'My camera opens but there is nothing to scan at the stem, where should I look for the QR code?',
      ],
      answers: [
        'The QR code is {fact}. Point your camera at it until the lock clicks.',
        'Look for the square code {fact}: scan it in the app and the lock opens after about three seconds.',
      ],
    },
    {
      fact: 'When the lock does not release',
      value: 'turn on Bluetooth',
      madeUp: 'restart the phone',
      asks: [
        'I scanned bike {bike} three times and the lock does not release, what now?',
        'The app says unlocking but the lock stays shut at {station}.',
        'Spinner keeps turning and the bike will not open. Do I have to change some setting on my phone?',
        'The lock of {bike} makes a beep and then nothing happens, how do I get it open?',
        'Unlocking fails every time with "could not reach the lock". What can I try?',
      ],
      answers: [
        'When a lock does not release, {fact} and scan again: the lock talks to your phone directly.',
        'Try this first: {fact}, wait five seconds and scan the bike once more.',
      ],
    },
    {
      fact: 'Bikes one rider can unlock at once',
      value: '4 bikes',
      madeUp: '2 bikes',
      alternatives: ['four bikes'],
      asks: [
        'Can I unlock bikes for my whole family with one account? We are {people} people.',
        'How many bikes may I take out on my account at the same time?',
        'I have visitors this weekend, is it possible to rent several bikes with only my phone?',
        'My friend has no smartphone. Can I start a second bike for her from my app?',
        'What is the maximum number of bikes per rider for a group ride on {day}?',
      ],
      answers: [
        'You can have {fact} running on one account. Scan them one after the other; each is charged on its own.',
        'Yes, group rides work: up to {fact} per account, and the person who unlocks them is responsible for all.',
      ],
    },
    {
      fact: 'Minimum age of riders',
      value: '16 years',
      madeUp: '12 years',
      asks: [
        'My daughter is {age}, is she allowed to ride one of your bikes?',
        'What is the minimum age to ride?',
        'May my nephew, who is {age}, use a bike if I unlock it and ride along?',
        'I teach a school class and we plan a trip on {day}. How old do pupils have to be to ride?',
        'Is there an age limit for riding with Velora?',
      ],
      answers: [
        'Riders have to be at least {fact} old, also when an adult comes along.',
        'The minimum age is {fact}. That is what our insurance covers.',
      ],
    },
  ],
}

/** Giving a bike back. */
export const docking: Intent = {
  name: 'docking',
  share: 0.1,
  topics: [
    {
      fact: 'Extra time at a full station',
      value: '15 extra minutes',
      madeUp: '45 extra minutes',
      asks: [
        'Every dock at {station} is taken. Do I get more time to find a free one?',
        'The station is full and my included time is nearly over, what can I do?',
        'No free slot at {station} again! Am I going to pay for riding around to look for another place?',
        'What happens if the station I want to return to is full?',
        'All docks here are occupied, how long do I have to reach the next station free of charge?',
      ],
      answers: [
        'Tap "Station full" on the map and you get {fact} at no charge to reach the next one.',
        'At a full station you are given {fact} for free. Press "Station full" while you stand beside it.',
      ],
    },
    {
      fact: 'Light of a dock that has closed properly',
      value: 'steady green light',
      madeUp: 'slow white blinking',
      asks: [
        'How can I see that the bike is really locked in the dock?',
        'I pushed {bike} into the dock and the lamp blinks. Is it returned or not?',
        'Which colour should the lamp at the dock show after I bring the bike back?',
        'Not sure whether my bike is docked properly at {station}, what should I see?',
        'What does the light on the dock mean once the bike is in?',
      ],
      answers: [
        'A bike is properly docked when you see a {fact}. Anything else: pull it out and push it in again.',
        'Look at the lamp beside the wheel: a {fact} says that the dock has closed and your ride has ended.',
      ],
    },
    {
      fact: 'Fee for leaving a bike outside the zone',
      value: '25 euros',
      madeUp: '10 euros',
      asks: [
        'What does it cost to leave the bike outside the service area?',
        'I would like to park the bike in front of my house, which is just outside the zone. Is there a fee?',
        'There is no station near {place}. May I lock the bike to a fence, and what would you charge?',
        'The app warns that I am outside the zone. How much is the penalty if I end the ride here?',
        'Do I pay extra when I drop the bike somewhere that is not a station?',
      ],
      answers: [
        'Leaving a bike outside the zone costs {fact}, because somebody has to drive out and fetch it.',
        'You can end the ride there, but a collection fee of {fact} is added to your bill.',
      ],
    },
    {
      fact: 'Ending a ride that keeps running',
      value: 'the end-ride button',
      madeUp: 'the pause-now option',
      asks: [
        'I docked the bike at {time} and the app still shows my ride as active!',
        'My ride keeps running although {bike} is in the dock at {station}. How do I stop it?',
        'The timer does not stop after returning the bike, help!',
        'How do I end a ride by hand if the dock did not notice my bike?',
        'It still counts minutes and I am already at home, how do I finish the ride?',
      ],
      answers: [
        'Open the running ride and use {fact}; we compare it with the time the dock reported.',
        'You can finish it yourself with {fact} below the map. The minutes after docking are not charged.',
      ],
    },
  ],
}

/** Where bikes and stations are. */
export const stations: Intent = {
  name: 'stations',
  share: 0.07,
  topics: [
    {
      fact: 'How often the map is updated',
      value: 'every 30 seconds',
      madeUp: 'every 15 minutes',
      asks: [
        'The map showed three bikes at {station} but there is none. How current is it?',
        'How often is the number of available bikes on the map refreshed?',
        'Are the counts in the app live? {station} was empty when I came.',
        'Is the station availability on the map in real time or with a delay?',
        'The app says {number} free bikes and I see one, how old are these figures?',
      ],
      answers: [
        'The map is refreshed {fact}, so a bike can be gone by the time you arrive.',
        'Availability is updated {fact}. Pull the map down to ask for the newest figures.',
      ],
    },
    {
      fact: 'How long a reservation is held',
      value: '10 minutes',
      madeUp: '25 minutes',
      asks: [
        'Can I reserve a bike at {station} before I get there?',
        'How long is a bike kept for me after I book it in the app?',
        'My train arrives at {time}. Is it possible to reserve a bike and for how long?',
        'I reserved {bike} and it was released before I came. How much time do I have?',
        'Does reserving a bike ahead work, and how long does the reservation last?',
      ],
      answers: [
        'A reservation holds the bike for {fact}; after that it is free for others again.',
        'Tap the bike on the map and choose "Reserve". It waits for you for {fact}.',
      ],
    },
    {
      fact: 'Station at the airport',
      value: 'Terminal 2',
      madeUp: 'Terminal 1',
      asks: [
        'Is there a station at the airport, and at which terminal?',
        'I land on {day} at {time}. Where do I find your bikes at the airport?',
        'Which terminal has the Velora station?',
        'Can I ride to the airport and return the bike there? I did not find the station on the map.',
        'Where exactly are the airport docks?',
      ],
      answers: [
        'The airport station is at {fact}, left of the arrivals exit, with forty docks.',
        'You find it at {fact}: follow the signs for bicycles on the ground floor.',
      ],
    },
  ],
}
