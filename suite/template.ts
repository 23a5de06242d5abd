import type { Case, Message } from './case.ts'
import { PLACEHOLDER } from './config/template-names.ts'
import { TargetError } from './target.ts'

/** Says what a placeholder stands for. */
export type Lookup = (name: string) => unknown

/**
 * A text with its placeholders replaced; what is not a text stands there as JSON. What was put in is not looked through
 * again, so a case cannot name another variable.
 *
 * @example fillText('Q: {{input}}', () => '2+2?') // 'Q: 2+2?'
 */
export function fillText(template: string, lookup: Lookup): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => textOf(lookup(name)))
}

/**
 * A JSON value with the placeholders in its texts replaced. A text that is one placeholder and nothing else becomes the
 * value itself, whatever its kind. Keys stay as they are.
 *
 * @example fillJson({ q: '{{input}}', n: 1 }, () => ['a']) // { q: ['a'], n: 1 }
 */
export function fillJson(template: unknown, lookup: Lookup): unknown {
  if (typeof template === 'string') {
    const [whole, name] = [...template.matchAll(PLACEHOLDER)][0] ?? []
    return whole === template && name !== undefined ? lookup(name) : fillText(template, lookup)
  }
  if (Array.isArray(template)) return template.map((part: unknown) => fillJson(part, lookup))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(Object.entries(template).map(([key, part]) => [key, fillJson(part, lookup)]))
}

/**
 * What a case has under the name of a variable: `input` (of a conversation the last turn of the user), `messages` (of a
 * text one turn of the user), `id`, `tags.NAME`, `case.KEY` for a key of its own.
 *
 * @throws TargetError `rejected` when the case has no such tag or key
 */
export function caseVariable(item: Case, name: string): unknown {
  if (name === 'id') return item.id
  if (name === 'input') return lastInput(item.input)
  if (name === 'messages') return messagesOf(item.input)
  const dot = name.indexOf('.')
  const [kind, key] = [name.slice(0, dot), name.slice(dot + 1)]
  const holder: object = kind === 'tags' ? (item.tags ?? {}) : item
  const value: unknown = Object.hasOwn(holder, key) ? Reflect.get(holder, key) : null
  if (value !== null && value !== undefined) return value
  const what = kind === 'tags' ? `tag "${key}"` : `key "${key}"`
  throw new TargetError(
    'rejected',
    `Cannot ask this case: it has no ${what}, which the target's template needs. Add it to the case, or leave {{${name}}} out.`,
  )
}

/** An input as a conversation. */
function messagesOf(input: Case['input']): readonly Message[] {
  return typeof input === 'string' ? [{ role: 'user', content: input }] : input
}

/**
 * A case's conversation with a prompt's template in place of what is asked: the text, or the last turn of the user.
 *
 * @throws TargetError `rejected` when the case lacks a variable, or no user speaks in it
 */
export function promptedMessages(item: Case, prompt: string | undefined): readonly Message[] {
  const messages = messagesOf(item.input)
  if (prompt === undefined) return messages
  const content = fillText(prompt, (name) => caseVariable(item, name))
  const last = lastOfUser(messages)
  return messages.map((message, index) => (index === last ? { ...message, content } : message))
}

function lastInput(input: Case['input']): string {
  if (typeof input === 'string') return input
  return input[lastOfUser(input)]?.content ?? ''
}

function lastOfUser(messages: readonly Message[]): number {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  if (last >= 0) return last
  throw new TargetError(
    'rejected',
    'Cannot ask this case: its messages hold none of role "user", which {{input}} stands for.',
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
