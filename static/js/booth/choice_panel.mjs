/** The choice: one field set for each question, big options, shapes beside the words. */

import { copy, fill, find, onSubmit, refill, say, showFault, slot, summarize, tell } from "../page/dom.mjs";
import { markOf } from "./check_panel.mjs";
import { emptySelection, incomplete, isSingle, pick } from "./selection.mjs";

/** @import { Election, Question } from "../ballots/election.mjs" */

/** The panel in which the household chooses. */
export class ChoicePanel {
  /**
   * @param {HTMLElement} root
   * @param {(selection: number[][]) => void} onChange
   * @param {() => void} onReview called when all is chosen
   */
  constructor(root, onChange, onReview) {
    this.root = root;
    this.onChange = onChange;
    this.election = /** @type {Election} */ (/** @type {unknown} */ (null));
    this.selection = /** @type {number[][]} */ ([]);
    this.sets = /** @type {HTMLElement[]} */ ([]);
    onSubmit(find(root, "form"), () => this._complete() && onReview());
  }

  /**
   * Shows the questions of an election with nothing chosen.
   * @param {Election} election
   */
  show(election) {
    this.election = election;
    this.selection = emptySelection(election);
    const alone = election.questions.length === 1;
    tell(this.root, "name", election.name);
    const title = slot(this.root, "question");
    if (alone) title.textContent = election.questions[0].text;
    else say(title);
    this.sets = election.questions.map((question, index) => this._question(question, index, alone));
    refill(slot(this.root, "questions"), this.sets);
    summarize(this.root, []);
  }

  /** @param {Question} question @param {number} index @param {boolean} alone */
  _question(question, index, alone) {
    const set = copy(this.root, '[data-part="question"]');
    const legend = find(set, "legend");
    legend.textContent = question.text;
    if (alone) legend.className = "unseen";
    this._hint(set, question);
    // The blank choice is the first of the sealed vector and the last on the screen.
    const first = Number(question.blank);
    const options = question.answers.map((label, at) => this._option(question, index, at + first, label));
    if (question.blank) options.push(this._option(question, index, 0, null));
    find(set, ".options").append(...options);
    return set;
  }

  /** @param {HTMLElement} set @param {Question} question */
  _hint(set, question) {
    const { minimum, maximum } = question;
    const variant = isSingle(question) ? "one" : minimum === maximum ? "exactly" : minimum > 1 ? "between" : "most";
    say(find(set, ".hint"), variant, { minimum, maximum });
  }

  /** @param {Question} question @param {number} index @param {number} place @param {string|null} label */
  _option(question, index, place, label) {
    const option = copy(this.root, '[data-part="option"]');
    const input = /** @type {HTMLInputElement} */ (find(option, "input"));
    input.type = isSingle(question) ? "radio" : "checkbox";
    input.name = `q${index}`;
    input.id = `q${index}-${place}`;
    input.addEventListener("change", () => this._picked(index, place));
    const answer = slot(option, "answer");
    answer.textContent = label ?? /** @type {string} */ (answer.dataset.blank);
    option.append(...markOf(label ?? ""));
    return option;
  }

  /** @param {number} index @param {number} place */
  _picked(index, place) {
    const question = this.election.questions[index];
    const { votes, full } = pick(question, this.selection[index], place);
    this.selection[index] = votes;
    const set = this.sets[index];
    votes.forEach((vote, at) => {
      /** @type {HTMLInputElement} */ (find(set, `#q${index}-${at}`)).checked = vote === 1;
    });
    if (full) say(find(set, ".hint"), "full", question);
    else this._hint(set, question);
    this._fault(set, "");
    if (!incomplete(this.election, this.selection).length) summarize(this.root, []);
    this.onChange(this.selection);
  }

  /** @param {HTMLElement} set @param {string} text */
  _fault(set, text) {
    showFault(find(set, ".fault"), text);
    set.classList.toggle("faulty", Boolean(text));
  }

  _complete() {
    const missing = incomplete(this.election, this.selection);
    const faults = this.sets.flatMap((set, index) => {
      if (!missing.includes(index)) return [];
      const question = this.election.questions[index];
      const words = /** @type {Record<string, string>} */ (find(set, ".fault").dataset);
      const fault = fill(words[question.minimum > 1 ? "more" : "one"], question);
      this._fault(set, fault);
      const several = this.sets.length > 1;
      const text = several ? fill(words.which, { number: index + 1, fault }) : fault;
      return [{ id: `q${index}-${Number(question.blank)}`, text }];
    });
    summarize(this.root, faults);
    return !faults.length;
  }
}
