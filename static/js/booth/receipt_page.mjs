/**
 * The receipt: checks it on this device and draws its QR codes.
 *
 * Works on every `[data-receipt]` element with `data-text` (the receipt's file), `data-entry` (the exact text of the
 * vote's book's entry), `data-vkey` (the commune's key, which gives the book's; asked for when absent) and
 * `data-address` (of the ballot's public page). On a page from the server these stand in the HTML; the booth sets them
 * and sends `dinh:receipt`. The booth also gives its panel `opened` the property `opening`, a ballot opened to check
 * the machine. Where the receipt shows the seal of its book, it is said how many witnesses have signed that.
 */

import { LedgerError } from "../ledger/errors.mjs";
import { b64Sha256 } from "../ballots/hashes.mjs";
import { printOpening } from "../ballots/opening.mjs";
import { fill, find, findAll, slot } from "../page/dom.mjs";
import { qrSvg } from "../page/qr_svg.mjs";
import { fromAddress } from "../page/trackers.mjs";
import { RecordError } from "../record/errors.mjs";
import { checkHouseholdReceipt, partsOf } from "../record/receipts.mjs";
import { asked, knownPolicy } from "./policies.mjs";

/**
 * @import { Opening } from "../ballots/opening.mjs"
 *
 * @typedef {HTMLElement & {opening?: Opening}} OpenedPanel the booth's panel for a ballot opened to check the machine
 */

/**
 * Whether an envelope holds the ballot whose number stands in this page's address, or in the address that the booth
 * made of its own ballot. Else a true receipt of another ballot would pass.
 * @param {{ballot: object}} envelope
 * @param {string} address
 */
function isAskedFor(envelope, address) {
  const found = /\/phieu\/(.+)$/.exec(location.pathname) || /\/phieu\/(.+)$/.exec(address);
  const [, number] = /** @type {string[]} */ (found);
  return b64Sha256(JSON.stringify(envelope.ballot)) === fromAddress(number);
}

/**
 * What is true of a receipt: which of the element's sentences, and its numbers.
 * @param {DOMStringMap} receipt
 * @returns {Promise<[string, object]>}
 */
async function judge({ text, entry, vkey, address }) {
  if (!text || !entry) return ["unchecked", {}];
  try {
    const { vote, envelope } = JSON.parse(entry);
    const [raw, key] = [new TextEncoder().encode(entry), vkey || (await asked(text, "log.vkey")).trim()];
    const policy = () => knownPolicy(text);
    const { index, checkpoint, cosigned } = await checkHouseholdReceipt(text, raw, key, vote, policy);
    if (!isAskedFor(envelope, /** @type {string} */ (address))) return ["bad", {}];
    const witnesses = cosigned?.size ?? 0;
    return [witnesses ? "confirmed" : "good", { line: index + 1, size: checkpoint.size, witnesses }];
  } catch (error) {
    return [error instanceof LedgerError || error instanceof RecordError ? "bad" : "unchecked", {}];
  }
}

/** @param {HTMLElement} root */
async function show(root) {
  const verdict = slot(root, "verdict");
  if (root.dataset.address) draw(slot(root, "qr"), root.dataset.address, "medium");
  if (root.dataset.text) draw(slot(root, "proof"), partsOf(root.dataset.text).ballot, "low");
  if (!verdict) return;
  verdict.textContent = /** @type {string} */ (verdict.dataset.checking);
  const [variant, numbers] = await judge(root.dataset);
  verdict.textContent = fill(/** @type {string} */ (verdict.dataset[variant]), numbers);
  verdict.className = `verdict ${variant === "confirmed" ? "good" : variant}`;
  const again = find(root, '[data-act="recheck"]');
  if (!again) return;
  again.hidden = false;
  again.onclick = () => show(root);
}

/**
 * The booth's opened ballot, for another device: as an address in a QR code, and as a line to copy.
 * @param {OpenedPanel} panel
 */
function showOpening(panel) {
  const text = printOpening(/** @type {Opening} */ (panel.opening));
  draw(slot(panel, "qr"), `${location.origin}${slot(panel, "qr").dataset.address}#${text}`, "low");
  slot(panel, "text").textContent = text;
}

/** @param {HTMLElement|null} place @param {string} text @param {"low"|"medium"} correction */
function draw(place, text, correction) {
  if (!place) return;
  place.textContent = "";
  place.append(qrSvg(text, { label: /** @type {string} */ (place.dataset.label), correction }));
}

/** Shows every receipt of the page, and an opened ballot where there is one. */
export function showAll() {
  for (const root of findAll(document, "[data-receipt]")) {
    if (root.dataset.text !== undefined) show(root);
  }
  /** @type {NodeListOf<OpenedPanel>} */
  const opened = findAll(document, '[data-panel="opened"]');
  for (const panel of opened) if (panel.opening) showOpening(panel);
}
