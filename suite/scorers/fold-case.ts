/**
 * A text with differences of case and of composed characters removed, for comparing texts.
 * NFC, then Unicode's full case folding by way of upper case, so that "STRASSE" and "straße" agree.
 *
 * @example foldCase('ΣΊΣΥΦΟΣ') === foldCase('σίσυφος') // true
 */
export function foldCase(text: string): string {
  return text.normalize('NFC').toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}
