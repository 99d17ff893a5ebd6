/**
 * The booth: leads from the card to the confirmation. Pure rules are in journey, selection, card_code and delivery;
 * the panels show; this file connects them with the address bar, the history and the server.
 */

import { isListed } from "../ballots/credentials.mjs";
import { parseElection } from "../ballots/election.mjs";
import { BallotError, BallotUsageError } from "../ballots/errors.mjs";
import { readFragment } from "./card_code.mjs";
import { CardPanel, listOf } from "./card_panel.mjs";
import { showDelivery, showSummary } from "./check_panel.mjs";
import { ChoicePanel } from "./choice_panel.mjs";
import { CodePanel } from "./code_panel.mjs";
import { receiptAddress, showConfirmation } from "./confirmation_panel.mjs";
import { deliver, Unreachable } from "./delivery.mjs";
import { copy, grouped, slot } from "../page/dom.mjs";
import { drawn, pause } from "../page/waiting.mjs";
import { Household } from "./household.mjs";
import { begin, isOnItsWay, move } from "./journey.mjs";
import { showMatter } from "./matter_panel.mjs";
import { Server, Unhelpful } from "./server.mjs";
import { Wording } from "./wording.mjs";

const HOME = "/the";
const LOOKUP_PROBLEMS = ["unknown-card", "unknown-village", "revoked-card", "rate-limited"];

/** A trouble with a panel of its own. */
class Problem extends Error {}

/** One visit of one household. */
export class Booth {
  /** @param {HTMLElement} root the `data-booth` element */
  constructor(root) {
    this.root = root;
    this.server = new Server(root.dataset.api);
    this.words = root.querySelector("[data-words]").dataset;
    this.wording = new Wording(this.words);
    this.journey = begin();
    this.panels = {
      code: new CodePanel(this.panel("code"), (read) => this.open(read, true)),
      card: new CardPanel(this.panel("card"), this.wording, (vote) => this.choose(vote)),
      choice: new ChoicePanel(
        this.panel("choice"),
        () => this.chosen(),
        () => this.visit("check"),
      ),
    };
    root.addEventListener("click", (event) => this.act(event.target.closest("[data-act]")?.dataset.act));
    addEventListener("popstate", (event) => this.turnedBack(event.state?.panel ?? "card"));
    addEventListener("hashchange", () => this.anotherCard());
    addEventListener("beforeunload", (event) => isOnItsWay(this.journey) && event.preventDefault());
  }

  /** Reads the card from the address and takes it out of there at once. */
  start(location) {
    const read = readFragment(location.hash);
    history.replaceState({ panel: "card" }, "", location.pathname);
    if (read) this.open(read, false);
    else this.show("code");
  }

  /** Another card came into this same page's address: begin anew with it, unless a ballot is on its way. */
  anotherCard() {
    if (!readFragment(location.hash)) return;
    if (isOnItsWay(this.journey)) history.replaceState(history.state, "", location.pathname);
    else location.reload();
  }

  panel(name) {
    return this.root.querySelector(`[data-panel="${name}"]`);
  }

  /** Buttons by their `data-act`. */
  act(name) {
    const acts = {
      choose: () => this.visit("choice"),
      matter: () => this.visit("matter"),
      change: () => this.visit("choice"),
      card: () => this.visit("card"),
      code: () => this.show("code"),
      again: () => this.retry(),
      check: () => this.visit("check"),
      seal: () => this.sealFirst(),
      unseal: () => this.unseal(),
      cast: () => this.castShown(),
      send: () => this.send(),
      retry: () => this.bring(this.journey.delivery.attempt + 1),
      more: () => this.more(),
      forget: () => this.forget(),
    };
    if (name in acts) acts[name]();
  }

  /** Opens a card: derives its key, asks what it can vote on. */
  open(read, typed) {
    return this.attempt(() => this.open(read, typed), async () => {
      this.busy();
      await drawn();
      this.household = new Household(read);
      const { status, body } = await this.server.lookup(read.village, this.household.key);
      if (status !== 200) {
        if (typed && body.code === "unknown-card") return this.typedWrong();
        throw LOOKUP_PROBLEMS.includes(body.code) ? new Problem(body.code) : new Unhelpful(status);
      }
      this.card = body;
      this.panels.card.show(body);
      this.panels.code.clear();
      this.go({ type: "card" });
      const open = body.votes.filter(({ state }) => listOf(state) === "open");
      if (open.length === 1) await this.choose(open[0]);
      else this.show("card");
    });
  }

  typedWrong() {
    this.show("code");
    this.panels.code.unknown();
  }

  /** Fetches a vote, checks it and that the card is on its list, and shows what it is about. */
  choose(vote) {
    return this.attempt(() => this.choose(vote), async () => {
      const base = `/votes/${encodeURIComponent(vote.uuid)}`;
      this.busy();
      const files = ["election.json", "public_creds.short"].map((name) => this.server.exact(`${base}/${name}`));
      const [election, credentials] = await Promise.all(files);
      this.vote = vote;
      this.election = parseElection(election);
      if (this.election.uuid !== vote.uuid) throw new Problem("tampered");
      this.credential = this.household.credential(vote.uuid);
      if (!isListed(credentials, this.credential)) throw new Problem("not-listed");
      showMatter(this.panel("matter"), this.wording, this);
      this.panels.choice.show(this.election);
      this.envelope = this.sealed = null;
      this.go({ type: "vote", uuid: vote.uuid });
      this.visited("matter");
      // The tables for sealing are made while the person reads.
      setTimeout(() => this.election.publicKey.power(BigInt(2)), 300);
    });
  }

  /** Runs one step; what goes wrong gets its own panel, with `again` behind its button. */
  async attempt(again, step) {
    this.again = again;
    try {
      await step();
    } catch (error) {
      this.show("problem", problemOf(error));
    }
  }

  retry() {
    if (this.again) this.again();
    else location.reload();
  }

  /** The choice changed: what was sealed before is no longer it. */
  chosen() {
    this.sealed = null;
    this.go({ type: "choose", complete: this.panels.choice.complete });
  }

  /** Seals and shows the ballot's number; only then the person says whether this very ballot is sent or opened. */
  sealFirst() {
    this.go({ type: "seal" });
    if (this.journey.panel !== "sealed") return;
    this.sealed = this.sealed || this.household.seal(this.election, this.panels.choice.selection);
    grouped(slot(this.panel("sealed"), "sealed-number"), this.sealed.ballot.tracker);
    this.visited("sealed");
  }

  /** Opens it: from here on nothing in this page can make an envelope for it. The late script prints and draws. */
  unseal() {
    this.go({ type: "unseal" });
    if (this.journey.panel !== "opened") return;
    this.panel("opened").opening = this.sealed.opening;
    this.sealed = null;
    document.dispatchEvent(new CustomEvent("dinh:receipt"));
    this.visited("opened");
  }

  castShown() {
    this.visit("check");
    this.send();
  }

  /** The one act: seals, unless that was done to check the machine, and sends. */
  async send() {
    const before = this.journey;
    this.go({ type: "send" });
    if (this.journey === before) return;
    this.envelope = null;
    await drawn();
    try {
      const last = await this.server.last(this.vote.uuid, this.credential);
      const sequence = Math.max(last.sequence, this.vote.sequence ?? 0, this.used ?? 0) + 1;
      this.used = sequence;
      const { ballot } = this.sealed || this.household.seal(this.election, this.panels.choice.selection);
      this.envelope = this.household.envelope(ballot, sequence);
      this.sealed = null;
    } catch (error) {
      // Nothing has been sent: it is safe to say so.
      this.go({ type: "refused", code: problemOf(error) });
      return;
    }
    await this.bring(1);
  }

  /** Brings the sealed ballot into the record; the same one however often. */
  async bring(first) {
    const { uuid } = this.vote;
    const server = {
      post: () => this.server.cast(uuid, this.envelope.raw),
      find: () => this.server.ballot(uuid, this.envelope.ballot.tracker),
      pause,
    };
    const outcome = await deliver(server, (attempt) => this.go({ type: "attempt", attempt }), first);
    if (outcome.kind === "recorded") await this.confirm(outcome.body);
    else this.go({ type: outcome.kind, code: outcome.code });
  }

  /** Shows that it is recorded. The address becomes that of the ballot's public page, which keeps working. */
  async confirm(answer) {
    this.address = receiptAddress(this.root.dataset.receipts, this.envelope.ballot.tracker);
    const vkey = await this.server.logKey(this.vote.commune).catch(() => "");
    const { village } = this.household;
    showConfirmation(this.panel("confirmation"), this.wording, { ...this, village, answer, vkey });
    this.go({ type: "recorded" });
    this.vote.tracker = this.envelope.ballot.tracker;
    slot(this.panel("confirmation"), "others").hidden = this.card.votes.filter(({ state }) => listOf(state) === "open").length < 2;
    history.pushState({ panel: "confirmation" }, "", this.address);
    this.show("confirmation");
  }

  /** After one vote, the card's others. */
  more() {
    this.panels.card.show(this.card);
    this.go({ type: "card" });
    history.pushState({ panel: "card" }, "", HOME);
    this.show("card");
  }

  /** Applies an event to the journey and shows what the check panel has to say. */
  go(event) {
    this.journey = move(this.journey, event);
    showDelivery(this.panel("check"), this.journey.delivery, Boolean(this.envelope));
  }

  /** Asks for a panel by a button: a new entry in the history. */
  visit(name) {
    this.go({ type: "show", panel: name });
    this.visited(this.journey.panel);
  }

  visited(name) {
    if (history.state?.panel !== name) history.pushState({ panel: name }, "");
    this.show(name);
  }

  /** Back or Forward: shown where it makes sense; a ballot on its way or recorded stays in sight. */
  turnedBack(name) {
    if (this.gone) return;
    this.go({ type: "show", panel: name });
    const { panel } = this.journey;
    if (panel !== name) history.pushState({ panel }, "", panel === "confirmation" ? this.address : HOME);
    this.show(panel === "card" && !this.card ? "code" : panel);
  }

  /** Shows one panel, hides the others, moves the focus to its heading and names the page after it. */
  show(name, problem = "") {
    if (name === "check") showSummary(this.panel("check"), this.election, this.panels.choice.selection);
    if (name === "check" || name === "confirmation") this.late();
    for (const panel of this.root.querySelectorAll("[data-panel]")) {
      panel.hidden = panel.dataset.panel !== name || (panel.dataset.problem ?? "") !== problem;
      if (panel.hidden) continue;
      const error = problem && problem !== "forgotten" ? `${this.words.error} ` : "";
      document.title = `${error}${panel.dataset.title} – ${this.words.site}`;
      scrollTo(0, 0);
      panel.querySelector("h1").focus({ preventScroll: true });
    }
  }

  busy() {
    this.show("opening");
    slot(this.root, "busy").hidden = false;
  }

  /** Loads the script that draws and checks receipts; again if it did not arrive. */
  late() {
    if (this.isLate) return;
    this.isLate = true;
    const script = copy(document, "[data-late]");
    script.addEventListener("error", () => (this.isLate = false));
    document.head.append(script);
  }

  /** Leaves nothing of the card, the choice and the ballot in this page. */
  forget() {
    this.gone = true;
    this.household?.forget();
    this.household = this.card = this.vote = this.election = this.envelope = this.sealed = null;
    this.credential = this.again = null;
    for (const panel of this.root.querySelectorAll("[data-panel]:not([data-problem])")) panel.remove();
    history.replaceState(null, "", HOME);
    this.show("problem", "forgotten");
  }
}

/** The name of the problem panel for an error. */
function problemOf(error) {
  if (error instanceof Problem) return error.message;
  if (error instanceof Unreachable) return "unreachable";
  if (error instanceof Unhelpful && error.status >= 500) return "busy";
  return error instanceof BallotError && !(error instanceof BallotUsageError) ? "tampered" : "failed";
}
