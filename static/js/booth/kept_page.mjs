/**
 * "Phiếu của hộ vẫn còn trong sổ": on `/phieu` for a receipt that was kept, as a text, a file or a code; on the card for
 * the votes that are over. The card's page has no room for the words: they come from `/phieu` when they are wanted.
 */

import { LedgerError } from "../ledger/errors.mjs";
import { b64Sha256 } from "../ballots/hashes.mjs";
import { copy, fill, find, findAll, onAct, onSubmit, slot } from "../page/dom.mjs";
import { whenAble } from "../page/ready.mjs";
import { inAddress } from "../page/trackers.mjs";
import { drawn } from "../page/waiting.mjs";
import { RecordError } from "../record/errors.mjs";
import { checkHouseholdReceipt } from "../record/receipts.mjs";
import { readFragment } from "./card_code.mjs";
import { knownPolicy } from "./policies.mjs";
import { Missing, standingOfCard, standingOfReceipt } from "./standing.mjs";

/**
 * @import { KeptEntry } from "./card_panel.mjs"
 * @import { Standing } from "./standing.mjs"
 */

const FINDER = "/phieu";
const RECEIPT = "c2sp.org/tlog-proof@v1";

/**
 * Files below the public interface, and every signed head among them: what a server has signed is evidence.
 * @returns {{read: (path: string) => Promise<Uint8Array>, heads: string[]}}
 */
function published() {
  const heads = /** @type {string[]} */ ([]);
  /** @param {string} path */
  async function read(path) {
    const isHead = path.endsWith("/checkpoint");
    const answer = await fetch(`/api/v1${path}`, { credentials: "omit", cache: isHead ? "no-store" : "default" });
    if (answer.status === 404) throw new Missing(path);
    if (!answer.ok) throw new TypeError(String(answer.status));
    const raw = new Uint8Array(await answer.arrayBuffer());
    if (isHead) heads.push(new TextDecoder().decode(raw));
    return raw;
  }
  return { read, heads };
}

/**
 * One of this site's pages, as the browser reads it: a page may not make elements out of text (trusted types).
 * @param {string} address
 * @returns {Promise<Document>}
 */
function pageAt(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.response ? resolve(request.response) : reject(new TypeError(address)));
    request.onerror = () => reject(new TypeError(address));
    request.send();
  });
}

/** A place that says how a ballot stands. */
class Place {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.status = slot(root, "standing");
    this.crime = slot(root, "crime");
    this.loud = slot(root, "loud");
  }

  /**
   * Judges and says; nothing is said of what could not be asked but that.
   * @param {(read: (path: string) => Promise<Uint8Array>) => Promise<Standing>} judge
   */
  async tell(judge) {
    this.loud.hidden = true;
    this.status.className = "verdict";
    this.status.textContent = this.status.dataset.checking ?? "";
    await drawn();
    const { read, heads } = published();
    try {
      this.show(await judge(read), heads);
    } catch (error) {
      console.error(error);
      this.show({ say: "unreachable" }, heads);
    }
  }

  /** @param {Standing} standing @param {string[]} heads */
  show(standing, heads) {
    const crime = this.crime.dataset[standing.say];
    this.status.textContent = crime ? "" : this.sentence(standing);
    this.status.classList.toggle("good", Boolean(standing.witnesses));
    this.loud.hidden = !crime;
    const link = /** @type {HTMLAnchorElement} */ (slot(this.root, "receipt"));
    link.hidden = !standing.tracker;
    if (standing.tracker) link.href = `${FINDER}/${inAddress(standing.tracker)}`;
    if (!crime) return;
    this.crime.textContent = fill(crime, standing);
    slot(this.root, "heads").textContent = heads.join("\n");
    this.loud.focus();
  }

  /** @param {Standing} standing */
  sentence(standing) {
    const { dataset } = this.status;
    const there = standing.witnesses === undefined ? "" : dataset[standing.witnesses ? "confirmed" : "unconfirmed"];
    return fill(`${there} ${dataset[standing.say]}`, standing).trim();
  }
}

/** `/phieu`: a kept receipt. */
function keptReceipt(/** @type {HTMLElement} */ root) {
  const form = /** @type {HTMLFormElement} */ (find(root, "form"));
  const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("receipt"));
  const file = /** @type {HTMLInputElement} */ (form.elements.namedItem("file"));
  const place = new Place(root);
  const check = () => place.tell((read) => standingOfReceipt(field.value, read));
  onSubmit(form, check);
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    field.value = await new Response(chosen).text();
    check();
  });
  find(document, "[data-scanner]").addEventListener("dinh:scanned", (event) => {
    const text = String(/** @type {CustomEvent} */ (event).detail);
    const [, fragment = ""] = /^https?:\/\/[^/]+\/the(#.*)$/.exec(text.trim()) ?? [];
    const card = readFragment(fragment);
    if (!card && !text.startsWith(RECEIPT)) return;
    event.preventDefault();
    if (card) return location.assign(`/the${fragment}`);
    field.value = text;
    /** @type {HTMLDetailsElement} */ (root.closest("details")).open = true;
    check();
  });
}

/**
 * How the ballot stands that the server says is the card's last: by its receipt, fresh, and only if it is the card's own.
 * @param {KeptEntry["kept"]} kept
 * @returns {Promise<Standing>}
 */
async function standingOfLast({ vote, card }) {
  if (!vote.tracker) return { say: "unsent" };
  const page = await pageAt(`${FINDER}/${inAddress(vote.tracker)}`);
  const shown = find(page, "[data-receipt]");
  if (!shown) return { say: "unfound" };
  const { text = "", entry = "", vkey = "" } = shown.dataset;
  try {
    const { ballot } = JSON.parse(entry).envelope;
    const isOwn = ballot.credential === card.credential(vote.uuid) && b64Sha256(JSON.stringify(ballot)) === vote.tracker;
    if (!isOwn) return { say: "broken" };
    const raw = new TextEncoder().encode(entry);
    const { index, cosigned } = await checkHouseholdReceipt(text, raw, vkey, vote.uuid, () => knownPolicy(text));
    return { say: "placed", line: index + 1, witnesses: cosigned?.size ?? 0, tracker: vote.tracker };
  } catch (error) {
    if (error instanceof LedgerError || error instanceof RecordError) return { say: "broken" };
    throw error;
  }
}

/** The card's votes that are over: the newest that has a ballot of the card's is looked at by itself. */
async function pastVotes() {
  const entries = /** @type {KeptEntry[]} */ (Array.from(findAll(document, '[data-list="past"] li')));
  const fresh = entries.filter((entry) => entry.kept && !find(entry, "[data-standing]"));
  if (!fresh.length || !fresh[0].offsetParent) return;
  const words = await pageAt(FINDER).catch(() => null); // without a network the card stays as it is
  if (!words) return;
  const newest = entries.find(({ kept }) => kept?.vote.tracker) ?? entries[0];
  for (const entry of fresh) {
    if (find(entry, "[data-standing]")) continue;
    const root = document.importNode(copy(words, "[data-of-card]"), true);
    entry.append(root);
    const place = new Place(root);
    const { kept } = entry;
    const { uuid, commune, tracker = null } = kept.vote;
    const first = async () => {
      find(root, '[data-act="first"]').hidden = true;
      await place.tell(() => standingOfLast(kept));
      find(root, '[data-act="whole"]').hidden = false;
    };
    onAct(root, (name) => {
      if (name === "first") first();
      if (name === "whole") place.tell((read) => standingOfCard({ vote: uuid, commune, tracker }, kept.card.credential(uuid), read));
    });
    if (entry === newest) first();
  }
}

/** Whatever of this stands in the page. */
export function showKept() {
  whenAble("[data-kept-receipt]:not([data-begun])", (root) => {
    root.dataset.begun = "yes";
    keptReceipt(root);
  });
  pastVotes();
}
