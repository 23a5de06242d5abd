import { useCallback, useEffect, useState } from 'preact/hooks'
import { hashOf, type Place, placeOf } from './place.ts'

/** Browsers refuse pages that rewrite their address many times a second, as a held key would. */
const ADDRESS_MS = 250

/** Goes to a place. `kept` leaves the one before in the browser's history, so that Back leads there. */
export type Go = (place: Place, kept?: 'kept') => void

/**
 * Where the reader is, as the page's hash says it, and how to go elsewhere.
 *
 * @param arrived  told when a link led here, also the one by which the page was opened
 */
export function usePlace(arrived: () => void): readonly [Place, Go] {
  const [place, setPlace] = useState(() => placeOf(location.hash))
  useEffect(() => {
    const follow = () => {
      clearTimeout(pending)
      setPlace(placeOf(location.hash))
      arrived()
    }
    if (location.hash.length > 1) arrived()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const go = useCallback<Go>((next, kept) => {
    setPlace(next)
    clearTimeout(pending)
    if (kept === 'kept') history.pushState(null, '', hashOf(next))
    else pending = setTimeout(() => history.replaceState(null, '', hashOf(next)), ADDRESS_MS)
  }, [])
  return [place, go]
}

let pending: ReturnType<typeof setTimeout> | undefined
