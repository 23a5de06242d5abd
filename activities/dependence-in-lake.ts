import { MISSING } from '../drift/check-label.ts'
import {
  categoricalDependence,
  type FeatureRows,
  missingDependence,
  numericDependence,
} from '../drift/hanging-together.ts'
import type { NamedFeature, UnitTable } from '../queries/summaries/unit-rows.ts'
import type { Dependence } from '../stats/dependence.ts'
import { type UnitSpread, unitSpread } from '../stats/design-effect.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Lake } from './ports.ts'

/** How much rows of one unit hang together, by check; a check that is not there has independent rows. */
export type DependenceByCheck = ReadonlyMap<string, Dependence>

/** How much the requests of a night hang together, feature by feature: the values, and whether they are missing. */
export async function dependenceOf(
  features: readonly NamedFeature[],
  table: UnitTable | null,
): Promise<DependenceByCheck> {
  const found = new Map<string, Dependence>()
  if (table === null) return found
  const types = new Map(features.map(({ feature, type }) => [feature, type]))
  for (const [feature, type] of types) {
    const rows = await table.rowsOf({ feature, type })
    for (const [check, dependence] of dependenceOfRows({ feature, type }, rows, table.spread))
      found.set(check, dependence)
  }
  return found
}

/** The same of one feature whose rows are at hand. */
export function dependenceOfRows(
  { feature, type }: NamedFeature,
  rows: FeatureRows,
  spread: UnitSpread | null,
): [string, Dependence][] {
  const all = spread ?? unitSpread(rows)
  const own = type === 'numeric' ? numericDependence(rows, all) : categoricalDependence(rows, all)
  const checks: [string, Dependence][] = [
    [feature, own],
    [`${feature}${MISSING}`, missingDependence(rows, all)],
  ]
  return checks.filter(([, { designEffect }]) => designEffect > 1)
}

/** Publishes how much rows hang together, to six digits. */
export async function publishDependence(lake: Lake, key: string, found: DependenceByCheck): Promise<void> {
  const rounded = (value: number) => Number(value.toPrecision(6))
  const checks = [...found].map(([check, { designEffect, units }]) => [
    check,
    { designEffect: rounded(designEffect), units: rounded(units) },
  ])
  await publishJson(lake, key, { checks: Object.fromEntries(checks) })
}

/** Reads what was published; a night of an earlier version says nothing, and has independent rows. */
export async function readDependence(lake: Lake, key: string): Promise<DependenceByCheck> {
  const file = await readJson<{ readonly checks: Readonly<Record<string, Dependence>> }>(lake, key)
  return new Map(Object.entries(file?.checks ?? {}))
}

/** That of a night's requests, of their scores too. */
export async function readNightDependence(lake: Lake, folder: string): Promise<DependenceByCheck> {
  const [records, scores] = await Promise.all([
    readDependence(lake, dependenceKey(folder)),
    readDependence(lake, scoresDependenceKey(folder)),
  ])
  return new Map([...records, ...scores])
}

/** Where that of a night's requests stands. */
export function dependenceKey(folder: string): string {
  return `${folder}/dependence.json`
}

/** Where that of the offline cases of a night stands. */
export function offlineDependenceKey(folder: string): string {
  return `${folder}/plan/offline-dependence.json`
}

/** Where that of the scores of a night's requests stands. */
export function scoresDependenceKey(folder: string): string {
  return `${folder}/scoring/dependence.json`
}
