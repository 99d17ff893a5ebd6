/**
 * The receipt: checks it on this device and draws its QR codes.
 *
 * Works on every `[data-receipt]` element with `data-text` (the tlog-proof), `data-entry` (the exact text of the
 * record's entry), `data-vkey` (the log's key; asked for when absent) and `data-address` (of the ballot's public page).
 * On a page from the server these stand in the HTML; the booth sets them and sends `dinh:receipt`. The booth also gives
 * its panel `opened` the property `opening`, a ballot opened to check the machine.
 */

import { checkReceipt, parseTlogProof } from "../ledger/tlog_proof.mjs";
import { LedgerError } from "../ledger/errors.mjs";
import { b64Sha256 } from "../ballots/hashes.mjs";
import { printOpening } from "../ballots/opening.mjs";
import { fill, slot } from "../page/dom.mjs";
import { qrSvg } from "../page/qr_svg.mjs";
import { fromAddress } from "../page/trackers.mjs";

/** The log's key, from the address that the receipt's origin names. */
async function askedKey(text) {
  const origin = parseTlogProof(text).note.split("\n", 1)[0];
  const answer = await fetch(`/api/v1/communes/${encodeURIComponent(origin.split("/").pop())}/log.vkey`);
  if (!answer.ok) throw new TypeError("no key");
  return (await answer.text()).trim();
}

/**
 * Whether an entry of the record is the ballot whose number stands in this page's address, or in the address that the
 * booth made of its own ballot. Else a true receipt of another ballot would pass.
 */
function isAskedFor(entry, address) {
  const [number] = (/\/phieu\/(.+)$/.exec(location.pathname) || /\/phieu\/(.+)$/.exec(address)).slice(1);
  const { envelope } = JSON.parse(entry);
  return b64Sha256(JSON.stringify(envelope.ballot)) === fromAddress(number);
}

/** What is true of a receipt: which of the element's sentences, and its numbers. */
async function judge({ text, entry, vkey, address }) {
  if (!text || !entry) return ["unchecked", {}];
  try {
    const { index, checkpoint } = checkReceipt(text, new TextEncoder().encode(entry), vkey || (await askedKey(text)));
    if (!isAskedFor(entry, address)) return ["bad", {}];
    return ["good", { line: index + 1, size: checkpoint.size }];
  } catch (error) {
    return [error instanceof LedgerError ? "bad" : "unchecked", {}];
  }
}

async function show(root) {
  const verdict = slot(root, "verdict");
  if (root.dataset.address) draw(slot(root, "qr"), root.dataset.address, "medium");
  if (root.dataset.text) draw(slot(root, "proof"), root.dataset.text, "low");
  if (!verdict) return;
  verdict.textContent = verdict.dataset.checking;
  const [variant, numbers] = await judge(root.dataset);
  verdict.textContent = fill(verdict.dataset[variant], numbers);
  verdict.className = `verdict ${variant}`;
  const again = root.querySelector('[data-act="recheck"]');
  if (!again) return;
  again.hidden = false;
  again.onclick = () => show(root);
}

/** The booth's opened ballot, for another device: as an address in a QR code, and as a line to copy. */
function showOpening(panel) {
  const text = printOpening(panel.opening);
  draw(slot(panel, "qr"), `${location.origin}${slot(panel, "qr").dataset.address}#${text}`, "low");
  slot(panel, "text").textContent = text;
}

function draw(place, text, correction) {
  if (!place) return;
  place.textContent = "";
  place.append(qrSvg(text, { label: place.dataset.label, correction }));
}

/** Shows every receipt of the page, and an opened ballot where there is one. */
export function showAll() {
  for (const root of document.querySelectorAll("[data-receipt]")) {
    if (root.dataset.text !== undefined) show(root);
  }
  for (const panel of document.querySelectorAll('[data-panel="opened"]')) if (panel.opening) showOpening(panel);
}
