import { useLayoutEffect } from 'preact/hooks'

/** What keys do. */
export interface Keys {
  readonly step: (by: 1 | -1) => void
  readonly search: () => void
  /** Out of what is open: the search, or the case on a narrow screen. */
  readonly leave: () => void
}

/**
 * j and k, also the arrows within the list, go from case to case; / searches; Escape leaves. Each key sees what the one
 * before did: the page is told of new keys before it is painted.
 */
export function useKeys(keys: Keys): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const at = event.target instanceof HTMLElement ? event.target : document.body
      if (event.key === 'Escape') return keys.leave()
      if (at.matches('input, select, textarea')) return
      const by = stepOf(event.key, at.closest('.list') !== null)
      if (by !== 0) keys.step(by)
      else if (event.key === '/') keys.search()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [keys])
}

function stepOf(key: string, inList: boolean): 1 | -1 | 0 {
  if (key === 'j' || (inList && key === 'ArrowDown')) return 1
  return key === 'k' || (inList && key === 'ArrowUp') ? -1 : 0
}
