/** A spec in which the texts that may stand in files are there as texts. */
export type TextsRead<Spec extends { system?: unknown; prompt?: unknown }> = Omit<
  Spec,
  'system' | 'prompt'
> & {
  readonly system?: string | undefined
  readonly prompt?: string | undefined
}
