import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** So many places are marked; a single letter stands in every word. */
const MOST_MARKS = 2_000

/** Marks where a searched text stands within an element, without changing what is in it. Nothing in older browsers. */
export function useFound(frame: RefObject<HTMLElement | null>, text: string | undefined): void {
  useEffect(() => {
    if (frame.current === null || !('highlights' in CSS)) return
    CSS.highlights.set('found', new Highlight(...placesOf(text ?? '', frame.current)))
  })
}

function placesOf(text: string, within: HTMLElement): Range[] {
  const wanted = text.toLowerCase()
  const places: Range[] = []
  const nodes = document.createTreeWalker(within, NodeFilter.SHOW_TEXT)
  while (wanted !== '' && places.length < MOST_MARKS && nodes.nextNode() !== null) {
    const node = nodes.currentNode as Text
    const here = node.data.toLowerCase()
    for (let at = here.indexOf(wanted); at >= 0; at = here.indexOf(wanted, at + wanted.length)) {
      const place = new Range()
      place.setStart(node, Math.min(at, node.length))
      place.setEnd(node, Math.min(at + wanted.length, node.length))
      places.push(place)
    }
  }
  return places
}
