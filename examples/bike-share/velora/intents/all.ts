import type { Intent } from '../intent.ts'
import { battery, damaged } from './bikes.ts'
import { cargoBike } from './cargo.ts'
import { account, lostItem } from './customers.ts'
import { passes, refund, tripCharge } from './money.ts'
import { docking, stations, unlocking } from './riding.ts'

/** What the cases cover and customers ask on an ordinary day. Shares add up to 1. */
export const COVERED: readonly Intent[] = [
  unlocking,
  docking,
  tripCharge,
  refund,
  passes,
  battery,
  damaged,
  lostItem,
  account,
  stations,
]

/** What customers ask about although no case covers it, from the last night on. */
export const UNCOVERED: Intent = cargoBike
