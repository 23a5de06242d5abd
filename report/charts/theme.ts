/** The colours of a chart. In a page they are CSS variables, so that charts follow light and dark. */
export interface ChartTheme {
  readonly ink: string
  readonly faint: string
  readonly reference: string
  readonly current: string
  readonly font: string
}

/** For SVG inside the report page, whose style sheet defines the variables. */
export const PAGE_THEME: ChartTheme = {
  ink: 'currentColor',
  faint: 'var(--rule)',
  reference: 'var(--reference)',
  current: 'var(--current)',
  font: 'inherit',
}

/** For pictures on white, as mails show them. The two hues differ in lightness too, for readers who see no colour. */
export const PRINT_THEME: ChartTheme = {
  ink: '#3a4048',
  faint: '#d9dde3',
  reference: '#7486a0',
  current: '#b8430f',
  font: 'Inter',
}
