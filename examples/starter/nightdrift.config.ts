import { contains, defineConfig, fn } from 'nightdrift'

/** Stands for your application: answers with the fact that the question shares a word with. */
const facts: Readonly<Record<string, string>> = {
  return: 'You can send everything back within 30 days.',
  refund: 'The money is back on your account within 14 days.',
  shipping: 'Shipping is 4.90 € and free from 50 € on.',
  delivery: 'Parcels arrive within 3 working days.',
  warranty: 'All devices have a warranty of 2 years.',
  pay: 'We take cards, PayPal and invoices.',
  open: 'We are there from 9 to 17 o’clock, Monday to Friday.',
  cancel: 'An order can be cancelled until it is packed.',
  gift: 'Gift wrapping is 3 € an item.',
  invoice: 'The invoice is in your account, under Orders.',
}

function answer(question: string): string {
  const word = Object.keys(facts).find((key) => question.toLowerCase().includes(key))
  return word === undefined ? 'I do not know, I hand you over to a person.' : (facts[word] ?? '')
}

export default defineConfig({
  name: 'starter',
  dataset: 'cases.jsonl',
  // Your application comes here: openai({ model }), anthropic(…), http({ url }), command([…]) or a function.
  target: fn(({ input }) => answer(String(input))),
  scorers: [contains()],
  profiles: { smoke: { tags: { smoke: true }, limit: 20 } },
  gates: { contains: 0.9 },
  // traffic: [jsonl('logs/*.jsonl.gz')],   the requests that you serve, for the nights
})
