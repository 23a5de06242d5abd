/** Signs of a table without lines, for cli-table3. */
export const PLAIN_TABLE = Object.fromEntries(
  ['top', 'bottom', 'mid', 'left', 'right']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat('middle')
    .map((place) => [place, '']),
)
