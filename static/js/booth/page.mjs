/**
 * The booth: leads from the card to the confirmation. What the household has and does is in visit, the rules of it in
 * journey, selection, card_code and delivery; the panels show; this file connects them with buttons, address bar and
 * history.
 */

import { copy, find, findAll, grouped, made, onAct, refill, say, slot, tell } from "../page/dom.mjs";
import { fragmentOf } from "../page/fragments.mjs";
import { drawn, pause } from "../page/waiting.mjs";
import { readFragment } from "./card_code.mjs";
import { CardPanel } from "./card_panel.mjs";
import { showDelivery, showSummary } from "./check_panel.mjs";
import { ChoicePanel } from "./choice_panel.mjs";
import { CodePanel } from "./code_panel.mjs";
import { receiptAddress, showConfirmation } from "./confirmation_panel.mjs";
import { showMatter } from "./matter_panel.mjs";
import { problemOf } from "./problems.mjs";
import { Server } from "./server.mjs";
import { Visit } from "./visit.mjs";
import { Wording } from "./wording.mjs";

/**
 * @import { OpenedPanel } from "./receipt_page.mjs"
 * @import { VoteOnCard } from "./server.mjs"
 * @import { Recorded } from "./visit.mjs"
 */

const HOME = "/the";
/** Where the household speaks in the open, apart from every ballot. */
const SPEAK = "/y-kien";

/** What the panel of the typed code itself says at the field. */
const TYPED_WRONG = ["unknown-card", "unknown-village"];

/** More characters than this after the `#`, and no card: it was one, and was broken on its way. */
const BROKEN = 12;

/** How long the person has the matter before them until the tables for sealing are made. */
const READING_MS = 300;

/** The page of one visit. */
export class Booth {
  /** @param {HTMLElement} root the `data-booth` element */
  constructor(root) {
    this.root = root;
    this.words = /** @type {Record<string, string>} */ (find(root, "[data-words]").dataset);
    this.wording = new Wording(this.words);
    const server = new Server(/** @type {string} */ (root.dataset.api));
    this.visit = new Visit({ server, onMove: () => this.moved(), drawn, pause });
    this.panels = {
      code: new CodePanel(this.panel("code"), (read) => this.open(read, true), () => this.late("[data-camera]")),
      card: new CardPanel(this.panel("card"), this.wording, (vote) => this.choose(vote)),
      choice: new ChoicePanel(
        this.panel("choice"),
        (selection) => this.visit.select(selection),
        () => this.turnTo("check"),
      ),
    };
    onAct(root, (name) => this.act(name));
    /** What the problem panel's button does. @type {(() => void)|null} */
    this.again = null;
    this.gone = false;
    /** Selectors of the scripts that were asked for. @type {Set<string>} */
    this.asked = new Set();
    /** What stands in the address bar. */
    this.address = HOME;
    addEventListener("popstate", (event) => this.turnedBack(event.state?.panel ?? "card"));
    addEventListener("hashchange", () => this.anotherCard());
    addEventListener("beforeunload", (event) => this.visit.isOnItsWay && event.preventDefault());
  }

  /**
   * Reads the card from the address and takes it out of there at once.
   * @param {Location} location
   */
  start(location) {
    const fragment = fragmentOf(location);
    const read = readFragment(fragment);
    history.replaceState({ panel: "card" }, "", this.address);
    if (read) return this.open(read, false);
    if (fragment.length > BROKEN) this.panels.code.broken();
    this.show("code");
  }

  /** Another card came into this same page's address: begin anew with it, unless a ballot is on its way. */
  anotherCard() {
    if (!readFragment(location.hash)) return;
    if (this.visit.isOnItsWay) history.replaceState(history.state, "", location.pathname);
    else location.reload();
  }

  /** @param {string} name */
  panel(name) {
    return find(this.root, `[data-panel="${name}"]`);
  }

  /**
   * Buttons by their `data-act`.
   * @param {string|undefined} name
   */
  act(name) {
    /** @type {Record<string, () => void>} */
    const acts = {
      choose: () => this.turnTo("choice"),
      matter: () => this.turnTo("matter"),
      change: () => this.turnTo("choice"),
      card: () => this.turnTo("card"),
      code: () => this.show("code"),
      again: () => this.retry(),
      check: () => this.turnTo("check"),
      seal: () => this.sealFirst(),
      unseal: () => this.unseal(),
      cast: () => this.castShown(),
      send: () => this.send(),
      retry: () => this.sendAgain(),
      more: () => this.more(),
      forget: () => this.forget(),
      speak: () => location.assign(this.visit.wayTo(SPEAK)),
    };
    if (name && name in acts) acts[name]();
  }

  /**
   * Opens a card and shows what it can vote on.
   * @param {{village: string, card: string}} read
   * @param {boolean} typed
   */
  open(read, typed) {
    return this.attempt(() => this.open(read, typed), async () => {
      this.busy();
      await drawn();
      try {
        await this.visit.open(read);
      } catch (error) {
        if (typed && TYPED_WRONG.includes(problemOf(error))) return this.typedWrong(problemOf(error));
        throw error;
      }
      this.panels.card.show(this.visit.card);
      this.panels.code.clear();
      this.nameCard();
      const { openVotes } = this.visit;
      if (openVotes.length === 1) await this.choose(openVotes[0]);
      else this.show("card");
    });
  }

  /** In the roof stands whose card this is; below, whom to ring, and no way to another language: it would lose the card. */
  nameCard() {
    const { household, kind, village, ring } = this.visit.card;
    const title = kind ?? /** @type {string} */ (this.panel("card").dataset.title);
    refill(slot(document, "whose"), [`${title} `, made("span", household, "nowrap"), made("small", village.name)]);
    find(document, ".foot ul").hidden = true;
    slot(document, "aid").hidden = !ring;
    if (!ring) return;
    /** @type {HTMLAnchorElement} */ (find(document, ".call")).href = `tel:${ring.dial}`;
    find(document, ".call span").textContent = `${ring.name}, ${ring.phone}`;
  }

  /** @param {string} problem */
  typedWrong(problem) {
    this.show("code");
    this.panels.code.unknown(problem);
  }

  /**
   * Fetches a vote and shows what it is about.
   * @param {VoteOnCard} vote
   * @returns {Promise<void>}
   */
  choose(vote) {
    return this.attempt(() => this.choose(vote), async () => {
      this.busy();
      await this.visit.choose(vote);
      const { card, election } = this.visit;
      showMatter(this.panel("matter"), this.wording, { card, vote, election });
      this.panels.choice.show(election);
      const check = this.panel("check");
      tell(check, "name", election.name);
      say(slot(check, "until"), "say", { moment: this.wording.moment(vote.closes_at_utc) });
      this.arrive("matter");
      pause(READING_MS).then(() => this.visit.prepare());
    });
  }

  /**
   * Runs one step; what goes wrong gets its own panel, with `again` behind its button.
   * @param {() => void} again
   * @param {() => Promise<void>} step
   */
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

  /** Seals and shows the ballot's number; only then the person says whether this very ballot is sent or opened. */
  sealFirst() {
    const tracker = this.visit.sealFirst();
    if (!tracker) return;
    grouped(slot(this.panel("sealed"), "sealed-number"), tracker);
    this.arrive("sealed");
  }

  /** Opens it. The late script prints and draws. */
  unseal() {
    const opening = this.visit.unseal();
    if (!opening) return;
    /** @type {OpenedPanel} */ (this.panel("opened")).opening = opening;
    document.dispatchEvent(new CustomEvent("dinh:receipt"));
    this.arrive("opened");
  }

  castShown() {
    this.turnTo("check");
    this.send();
  }

  async send() {
    this.confirm(await this.visit.send());
  }

  async sendAgain() {
    this.confirm(await this.visit.sendAgain());
  }

  /**
   * Shows that it is recorded. The address becomes that of the ballot's public page, which keeps working.
   * @param {Recorded|null} recorded
   */
  confirm(recorded) {
    if (!recorded) return;
    const { receipts } = /** @type {Record<string, string>} */ (this.root.dataset);
    const address = (this.address = receiptAddress(receipts, recorded.envelope.ballot.tracker));
    const panel = this.panel("confirmation");
    showConfirmation(panel, this.wording, { ...recorded, address });
    slot(panel, "others").hidden = this.visit.openVotes.length < 2;
    history.pushState({ panel: "confirmation" }, "", this.address);
    this.show("confirmation");
  }

  /** After one vote, the card's others. */
  more() {
    this.panels.card.show(this.visit.card);
    this.visit.go({ type: "card" });
    this.address = HOME;
    history.pushState({ panel: "card" }, "", this.address);
    this.show("card");
  }

  /** Shows what the check panel has to say after a step of the journey. */
  moved() {
    showDelivery(this.panel("check"), this.visit.journey.delivery, this.visit.isSealed);
  }

  /**
   * Asks for a panel by a button: a new entry in the history.
   * @param {string} name
   */
  turnTo(name) {
    this.visit.go({ type: "show", panel: name });
    this.arrive(this.visit.journey.panel);
  }

  /** @param {string} name */
  arrive(name) {
    if (history.state?.panel !== name) history.pushState({ panel: name }, "");
    this.show(name);
  }

  /**
   * Back or Forward: shown where it makes sense; a ballot on its way or recorded stays in sight.
   * @param {string} name
   */
  turnedBack(name) {
    if (this.gone) return;
    this.visit.go({ type: "show", panel: name });
    const { panel } = this.visit.journey;
    if (panel !== name) history.pushState({ panel }, "", this.address);
    this.show(panel === "card" && !this.visit.card ? "code" : panel);
  }

  /**
   * Shows one panel, hides the others, moves the focus to its heading and names the page after it.
   * @param {string} name
   * @param {string} problem name of the problem, on the panel of that name
   */
  show(name, problem = "") {
    if (name === "check") showSummary(this.panel("check"), this.visit.election, this.visit.selection);
    for (const panel of findAll(this.root, "[data-panel]")) {
      panel.hidden = panel.dataset.panel !== name || (panel.dataset.problem ?? "") !== problem;
      if (panel.hidden) continue;
      const heading = find(panel, "h1");
      const error = problem && problem !== "forgotten" ? `${this.words.error} ` : "";
      document.title = `${error}${panel.dataset.title || heading.textContent} – ${this.words.site}`;
      scrollTo(0, 0);
      heading.focus({ preventScroll: true });
    }
    const isPast = name === "card" && slot(this.root, "final"); // a vote that is over, whose books may be looked at
    if (!isPast && name !== "check" && name !== "confirmation") return;
    this.late("[data-late]");
    document.dispatchEvent(new CustomEvent("dinh:receipt"));
  }

  busy() {
    this.show("opening");
    slot(this.root, "busy").hidden = false;
  }

  /**
   * Loads a script that the first screen does not need; again if it did not arrive.
   * @param {string} selector of the template it lies in
   */
  late(selector) {
    if (this.asked.has(selector)) return;
    this.asked.add(selector);
    const script = copy(document, selector);
    script.addEventListener("error", () => this.asked.delete(selector));
    document.head.append(script);
  }

  /** Leaves nothing of the card, the choice and the ballot in this page. */
  forget() {
    this.gone = true;
    this.visit.forget();
    this.again = null;
    for (const panel of findAll(this.root, "[data-panel]:not([data-problem])")) panel.remove();
    slot(document, "whose").textContent = this.words.site;
    history.replaceState(null, "", HOME);
    this.show("problem", "forgotten");
  }
}
