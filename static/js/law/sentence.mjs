/** How values come into a sentence. Twin of voting/law/sentence.py; the words come from where they have their home (voting/verifier/spoken.py). */

/** The sentence with its values in place. @param {string} text @param {Record<string, unknown>} values */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
