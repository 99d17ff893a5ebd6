/** The choice: one field set for each question, big options, shapes beside the words. */

import { copy, fill, refill, say, slot, summarize, tell } from "../page/dom.mjs";
import { emptySelection, incomplete, isSingle, pick } from "./selection.mjs";

/** The panel in which the household chooses. */
export class ChoicePanel {
  /** @param {HTMLElement} root @param {(selection: number[][]) => void} onChange @param {() => void} onReview called when all is chosen */
  constructor(root, onChange, onReview) {
    Object.assign(this, { root, onChange, election: null, selection: [] });
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this._complete()) onReview();
    });
  }

  /** Shows the questions of an election with nothing chosen. */
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

  _question(question, index, alone) {
    const set = copy(this.root, '[data-part="question"]');
    const legend = set.querySelector("legend");
    legend.textContent = question.text;
    if (alone) legend.className = "unseen";
    this._hint(set, question);
    // The blank choice is the first of the sealed vector and the last on the screen.
    const first = Number(question.blank);
    const options = question.answers.map((label, at) => this._option(question, index, at + first, label));
    if (question.blank) options.push(this._option(question, index, 0, null));
    set.querySelector(".options").append(...options);
    return set;
  }

  _hint(set, question) {
    const { minimum, maximum } = question;
    const variant = isSingle(question) ? "one" : minimum === maximum ? "exactly" : minimum > 1 ? "between" : "most";
    say(set.querySelector(".hint"), variant, { minimum, maximum });
  }

  _option(question, index, place, label) {
    const option = copy(this.root, '[data-part="option"]');
    const input = option.querySelector("input");
    input.type = isSingle(question) ? "radio" : "checkbox";
    input.name = `q${index}`;
    input.id = `q${index}-${place}`;
    input.addEventListener("change", () => this._picked(index, place));
    const answer = slot(option, "answer");
    answer.textContent = label ?? answer.dataset.blank;
    const mark = Array.from(this.root.querySelectorAll("[data-mark]")).find(({ dataset }) =>
      dataset.mark.split("|").includes(label ?? ""),
    );
    if (mark) option.querySelector(".mark").append(mark.content.cloneNode(true));
    return option;
  }

  _picked(index, place) {
    const question = this.election.questions[index];
    const { votes, full } = pick(question, this.selection[index], place);
    this.selection[index] = votes;
    const set = this.sets[index];
    votes.forEach((vote, at) => (set.querySelector(`#q${index}-${at}`).checked = vote === 1));
    if (full) say(set.querySelector(".hint"), "full", question);
    else this._hint(set, question);
    this._fault(set, "");
    if (!incomplete(this.election, this.selection).length) summarize(this.root, []);
    this.onChange(this.selection);
  }

  _fault(set, text) {
    const line = set.querySelector(".fault");
    line.hidden = !text;
    line.textContent = text;
    set.classList.toggle("faulty", Boolean(text));
  }

  _complete() {
    const missing = incomplete(this.election, this.selection);
    const faults = this.sets.flatMap((set, index) => {
      if (!missing.includes(index)) return [];
      const question = this.election.questions[index];
      const line = set.querySelector(".fault");
      const fault = fill(line.dataset[question.minimum > 1 ? "more" : "one"], question);
      this._fault(set, fault);
      const several = this.sets.length > 1;
      return [{ id: `q${index}-${Number(question.blank)}`, text: several ? fill(line.dataset.which, { number: index + 1, fault }) : fault }];
    });
    summarize(this.root, faults);
    return !faults.length;
  }
}
