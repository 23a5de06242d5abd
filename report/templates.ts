import { fileURLToPath } from 'node:url'
import { Eta } from 'eta'

const eta = new Eta({
  views: fileURLToPath(new URL('templates/', import.meta.url)),
  cache: true,
  autoEscape: true,
})

/**
 * A template of `report/templates` filled with its view. Everything is HTML-escaped but what a template marks as raw:
 * other templates, and SVG drawn by `report/charts`.
 */
export function fillTemplate(
  name: 'page' | 'mail' | 'compare' | 'junit' | 'view' | 'view-style',
  view: object,
): string {
  return eta.render(name, view)
}
