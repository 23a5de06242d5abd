-- Purpose: what Evidently's TextLength, WordCount, SentenceCount and NonLetterCharacterPercentage tell, of the outputs of a
-- log of JSON lines, by the pass over their bytes that loading uses.
-- Parameters: $source VARCHAR the log, $path VARCHAR the Parquet file to write.
-- One row = one line, in the order of the log. Columns: characters, words, sentences INTEGER; non_letter_share DOUBLE.
COPY (
  SELECT features.characters, features.words, features.sentences, features.non_letter_share
  FROM (SELECT text_counts(TRY(json_extract_string(text, '$.output'))) AS features
    FROM read_csv($source, columns = {'text': 'VARCHAR'}, delim = '', quote = '', escape = '', comment = '',
      header = false, auto_detect = false, new_line = '\n', max_line_size = 32000000, buffer_size = 40000000))
) TO $path (FORMAT parquet)
