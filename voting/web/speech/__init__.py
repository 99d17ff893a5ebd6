"""How things are said: words and languages, sentences of errors, states, results, times, numbers, drawings."""
