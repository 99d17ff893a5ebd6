/** The kinds of subjects there are, with their values. Twin of voting/record/subject_kinds.py; tests hold the tables together. */

export const [LIST_REVIEW, CONSENT, FORM_POLL, VOTE_WORDS] = ["list-review", "consent", "form-poll", "vote-words"];
export const [RIGHT, OBJECTION] = ["right", "objection"];
export const [YES, NO] = ["yes", "no"];
export const [SAID, WITHDRAWN] = ["said", "withdrawn"];

/** Kind -> the values to choose from, and those of them that come with words. @type {Record<string, [string[], string[]]>} */
export const TERMS = {
  [LIST_REVIEW]: [[RIGHT, OBJECTION], [OBJECTION]],
  [CONSENT]: [[YES, NO], []],
  [FORM_POLL]: [[YES, NO], []],
  [VOTE_WORDS]: [[SAID, WITHDRAWN], [SAID]],
};
/** Of one household in one subject: no card makes a book grow without end. */
export const MOST_STATEMENTS = 20;
