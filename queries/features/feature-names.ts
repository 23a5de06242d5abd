const TEXT_NUMBERS = [
  'characters',
  'words',
  'sentences',
  'question_share',
  'non_letter_share',
  'digit_share',
  'code_share',
  'url_share',
  'repetition',
]

/** What cases and requests both have: columns of `feature_record`, defined in `docs/features.md`. */
export const INPUT_FEATURES = {
  numeric: [...TEXT_NUMBERS.map((name) => `input_${name}`), 'turns'],
  categorical: ['input_is_json'],
}

/** What a request has, its input among it. */
export const RECORD_FEATURES = {
  numeric: [
    ...INPUT_FEATURES.numeric,
    ...TEXT_NUMBERS.map((name) => `output_${name}`),
    'latency_ms',
    'input_tokens',
    'output_tokens',
    'cost_usd',
  ],
  categorical: [
    ...INPUT_FEATURES.categorical,
    'output_is_json',
    'output_refusal',
    'hour',
    'model',
    'finish_reason',
    'error',
  ],
}
