/** The check: what will be sent, and what became of it while it is on its way. */

import { fill, made, refill, say, slot } from "../page/dom.mjs";
import { chosen } from "./selection.mjs";

/** Refusals after which sending again is of no use. */
const FINAL = ["not-open", "closed-credential", "unknown-credential"];

/** Shows the choice in the election's words. */
export function showSummary(root, election, selection) {
  const summary = slot(root, "summary");
  const alone = election.questions.length === 1;
  const parts = election.questions.flatMap((question, index) => {
    const { blank, answers } = chosen(question, selection[index]);
    const told = blank ? [summary.dataset.blank] : answers.length ? answers : [summary.dataset.nothing];
    const list = made("ul", "", "chosen");
    list.append(...told.map((answer) => made("li", answer)));
    return alone ? [list] : [made("p", question.text, "soft"), list];
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
  const phase = delivery?.phase;
  const status = slot(root, "status");
  if (phase !== "sending") status.textContent = "";
  else if (!sealed) say(status, "sealing");
  else say(status, delivery.attempt > 1 ? "again" : "sending", delivery);
  slot(root, "unsent").hidden = phase === "sending" || phase === "unsure";
  slot(root, "acts").hidden = slot(root, "machine").hidden = phase === "sending" || phase === "unsure";
  reveal(slot(root, "unsure"), phase === "unsure");
  const over = phase === "refused" && FINAL.includes(delivery.code);
  slot(root, "send").hidden = slot(root, "change").hidden = over;
  slot(root, "leave").hidden = !over;
  if (phase === "refused") explain(slot(root, "reason"), delivery.code);
  reveal(slot(root, "refused"), phase === "refused");
}

function reveal(box, shown) {
  const appears = shown && box.hidden;
  box.hidden = !shown;
  if (appears) box.focus();
}

function explain(reason, code) {
  const variant = code.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  reason.textContent = fill(reason.dataset[variant] ?? reason.dataset.other, { code });
}
