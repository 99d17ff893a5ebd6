/** The check: what will be sent, and what became of it while it is on its way. */

import { fill, findAll, made, refill, say, slot } from "../page/dom.mjs";
import { chosen } from "./selection.mjs";

/**
 * @import { Election } from "../ballots/election.mjs"
 * @import { Delivery } from "./journey.mjs"
 */

/** Refusals after which sending again is of no use. */
const FINAL = ["not-open", "closed-credential", "unknown-credential"];

/**
 * The shape beside an answer's words, if it has one; the blank choice has no words.
 * @param {string} answer
 * @returns {Node[]}
 */
export function markOf(answer) {
  /** @type {NodeListOf<HTMLTemplateElement>} */
  const marks = findAll(document, "[data-mark]");
  const found = Array.from(marks).find(({ dataset }) => dataset.mark?.split("|").includes(answer));
  return found ? [found.content.cloneNode(true)] : [];
}

/**
 * Shows the choice in the election's words.
 * @param {HTMLElement} root
 * @param {Election} election
 * @param {number[][]} selection
 */
export function showSummary(root, election, selection) {
  const summary = slot(root, "summary");
  const alone = election.questions.length === 1;
  const parts = election.questions.flatMap((question, index) => {
    const { blank, answers } = chosen(question, selection[index]);
    const told = blank ? [""] : answers.length ? answers : [summary.dataset.nothing];
    const shown = told.map((answer) => {
      const line = made("p", "", "answer");
      line.append(...markOf(answer ?? ""), ` ${answer || summary.dataset.blank}`);
      return line;
    });
    return alone ? shown : [made("p", question.text, "soft"), ...shown];
  });
  refill(summary, parts);
}

/**
 * Shows how far the delivery is.
 * @param {HTMLElement} root
 * @param {Delivery|null} delivery
 * @param {boolean} sealed false while the ballot is still being sealed
 */
export function showDelivery(root, delivery, sealed) {
  const { phase, attempt = 1, code = "" } = delivery || /** @type {Partial<Delivery>} */ ({});
  const status = slot(root, "status");
  if (phase !== "sending") status.textContent = "";
  else if (!sealed) say(status, "sealing");
  else say(status, attempt > 1 ? "again" : "sending", { attempt });
  slot(root, "unsent").hidden = phase === "sending" || phase === "unsure";
  slot(root, "acts").hidden = slot(root, "machine").hidden = slot(root, "until").hidden = phase === "sending" || phase === "unsure";
  reveal(slot(root, "unsure"), phase === "unsure");
  const over = phase === "refused" && FINAL.includes(code);
  slot(root, "send").hidden = slot(root, "change").hidden = over;
  slot(root, "leave").hidden = !over;
  if (phase === "refused") explain(slot(root, "reason"), code);
  reveal(slot(root, "refused"), phase === "refused");
}

/** @param {HTMLElement} box @param {boolean} shown */
function reveal(box, shown) {
  const appears = shown && box.hidden;
  box.hidden = !shown;
  if (appears) box.focus();
}

/** @param {HTMLElement} reason @param {string} code */
function explain(reason, code) {
  const variant = code.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  reason.textContent = fill(reason.dataset[variant] ?? /** @type {string} */ (reason.dataset.other), { code });
}
