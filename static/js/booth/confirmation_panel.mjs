/** The confirmation: the ballot's number, and its receipt for the late script `receipt.js` to check and draw. */

import { find, grouped, link, say, slot, tell } from "../page/dom.mjs";
import { inAddress } from "../page/trackers.mjs";

/**
 * @import { Recorded } from "./visit.mjs"
 * @import { Wording } from "./wording.mjs"
 */

/**
 * The record's entry of a ballot, exact text, rebuilt here so that the receipt is checked against our own bytes.
 * @param {{village: string, at: string, vote: string, envelope: string}} parts
 */
export function entryText({ village, at, vote, envelope }) {
  const head = JSON.stringify({ v: 1, type: "ballot", village, at, vote });
  return `${head.slice(0, -1)},"envelope":${envelope}}`;
}

/**
 * Fills the panel.
 * @param {HTMLElement} root
 * @param {Wording} wording
 * @param {Recorded & {address: string}} recorded `answer` is the server's; the number is our own
 */
export function showConfirmation(root, wording, { vote, election, envelope, village, answer, vkey, address }) {
  tell(root, "name", election.name);
  grouped(slot(root, "number"), envelope.ballot.tracker);
  tell(root, "at", answer.at ? wording.moment(answer.at) : "");
  say(slot(root, "until"), "say", { moment: wording.moment(vote.closes_at_utc) });
  link(root, "page", vote.links?.page);
  slot(root, "words").hidden = Boolean(vote.kind);
  link(root, "link", address);
  const receipt = find(root, "[data-receipt]");
  const entry = answer.at && entryText({ village, at: answer.at, vote: vote.uuid, envelope: envelope.raw });
  const [text, here] = [answer.receipt ?? "", location.origin + address];
  Object.assign(receipt.dataset, { text, entry: entry ?? "", vkey, address: here });
  say(slot(root, "verdict"), "unchecked"); // until the late script, if it arrives, says better
}

/**
 * Path of a ballot's public page.
 * @param {string} base
 * @param {string} tracker
 */
export function receiptAddress(base, tracker) {
  return `${base}/${inAddress(tracker)}`;
}
