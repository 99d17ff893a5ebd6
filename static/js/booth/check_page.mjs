/**
 * `/kiem-tra-may`: the second device. Reads an opened ballot from the address, the camera or a pasted
 * line, seals it again and says what was sealed. What it cannot know is what the person wanted and which number the
 * first device showed before: these two it asks the person to compare.
 */

import { parseElection } from "../ballots/election.mjs";
import { BallotError } from "../ballots/errors.mjs";
import { checkOpening, parseOpening } from "../ballots/opening.mjs";
import { showSummary } from "./check_panel.mjs";
import { find, findAll, grouped, onSubmit, slot } from "../page/dom.mjs";
import { fragmentOf } from "../page/fragments.mjs";
import { Scanner } from "../page/scanner.mjs";
import { drawn } from "../page/waiting.mjs";

/** @import { Election } from "../ballots/election.mjs" */

/** @type {Map<string, Election>} */
const elections = new Map();

/**
 * The election of an opening, asked for once. `TypeError` when there is no answer, null when the server knows none.
 * @param {string} uuid
 */
async function electionOf(uuid) {
  if (!elections.has(uuid)) {
    const answer = await fetch(`/api/v1/votes/${uuid}/election.json`, { credentials: "omit" });
    if (!answer.ok) return null;
    elections.set(uuid, parseElection(new Uint8Array(await answer.arrayBuffer())));
  }
  return /** @type {Election} */ (elections.get(uuid));
}

/** The page's work. */
export class CheckPage {
  /** @param {HTMLElement} root the `data-check` element */
  constructor(root) {
    this.root = root;
    const form = /** @type {HTMLFormElement} */ (find(root, "form"));
    const field = () => /** @type {HTMLInputElement} */ (form.elements.namedItem("opening"));
    onSubmit(form, () => this.check(field().value));
    this.scanner = new Scanner(find(root, "[data-scanner]"), (text) => this.scanned(text));
    addEventListener("hashchange", () => this.fromAddress());
    this.fromAddress();
  }

  /** The line after `#` is taken out of the address: it tells a choice. */
  fromAddress() {
    const line = fragmentOf(location);
    if (!line) return;
    history.replaceState(null, "", location.pathname.replace(/%.*/, ""));
    this.check(line);
  }

  /**
   * Whether a code seen by the camera is an opening; other codes are passed over.
   * @param {string} text
   */
  scanned(text) {
    try {
      parseOpening(text);
    } catch {
      return false;
    }
    this.check(text);
    return true;
  }

  /** @param {string} text */
  async check(text) {
    this.show(null);
    const status = slot(this.root, "status");
    status.textContent = /** @type {string} */ (status.dataset.checking);
    await drawn();
    const verdict = await this.judge(text);
    status.textContent = "";
    this.show(verdict);
  }

  /**
   * Which of the page's verdicts is true.
   * @param {string} text
   */
  async judge(text) {
    try {
      const opening = parseOpening(text);
      const election = await electionOf(opening.electionUuid);
      if (!election) return "unknown";
      const { tracker } = checkOpening(election, opening);
      const panel = find(this.root, '[data-verdict="sealed"]');
      slot(panel, "title").textContent = election.name;
      showSummary(panel, election, opening.choices);
      grouped(slot(panel, "number"), tracker);
      return "sealed";
    } catch (error) {
      if (!(error instanceof BallotError)) return "unreachable";
      return error.name === "bad-opening" ? "unreadable" : "wrong";
    }
  }

  /** @param {string|null} verdict */
  show(verdict) {
    for (const panel of findAll(this.root, "[data-verdict]")) {
      panel.hidden = panel.dataset.verdict !== verdict;
      if (!panel.hidden) panel.focus();
    }
  }
}
