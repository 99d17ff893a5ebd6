/** The answers a household chooses from, and what each means. Twin of voting/law/choices.py; tests hold the words together. */

const YES = "Đồng ý";
/** The decree's three answers, in its order; the first is the yes. */
export const CHOICES = [YES, "Không đồng ý", "Ý kiến khác"];
/** Answers that decide; an opinion question has none of them. */
export const DECIDING = [...CHOICES.slice(0, 2), "Tán thành", "Không tán thành"];
/** What is said of a decision alone; no word of an opinion question. */
export const VERDICT = "thông qua";

/** Whether a question with these answers can be put to the majority. @param {readonly string[]} answers */
export const decides = (answers) => answers.length === CHOICES.length && answers.every((one, at) => one === CHOICES[at]);

/** The places of the answers that are put to the majority. @param {readonly string[]} answers */
export const yesAmong = (answers) => (decides(answers) ? [answers.indexOf(YES)] : []);
