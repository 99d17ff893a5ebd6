/**
 * What a household says under its card, in the open (PROTOCOL 10): from the card to the confirmation. Never on one page
 * with a ballot: other colours, other words, and the household's name is told to the team.
 */

import { copy, find, findAll, grouped, onAct, refill, made, say, slot, tell } from "../page/dom.mjs";
import { fragmentOf } from "../page/fragments.mjs";
import { drawn, pause } from "../page/waiting.mjs";
import { readFragment } from "./card_code.mjs";
import { CodePanel } from "./code_panel.mjs";
import { deliver } from "./delivery.mjs";
import { problemOf } from "./problems.mjs";
import { Server } from "./server.mjs";
import { Speaker } from "./speaker.mjs";
import { StatementForm } from "./statement_form.mjs";
import { Wording } from "./wording.mjs";

/** @import { Asked, Card } from "./server.mjs" */

const HOME = "/y-kien";
const TYPED_WRONG = ["unknown-card", "unknown-village"];
/** Not there yet. */
const NOTHING = /** @type {any} */ (null);

/** The page of one visit. */
export class StatementPage {
  /** @param {HTMLElement} root the `data-statement` element */
  constructor(root) {
    this.root = root;
    this.words = /** @type {Record<string, string>} */ (find(root, "[data-words]").dataset);
    this.wording = new Wording(this.words);
    this.server = new Server(/** @type {string} */ (root.dataset.api));
    this.code = new CodePanel(this.panel("code"), (read) => this.open(read, true), () => this.camera());
    this.form = new StatementForm(this.panel("ask"), (value, words) => this.say(value, words));
    /** @type {{village: string, card: string}} */
    this.read = NOTHING;
    /** @type {Speaker} */
    this.speaker = NOTHING;
    /** @type {Card} */
    this.card = NOTHING;
    /** @type {Asked} */
    this.subject = NOTHING;
    this.used = 0;
    /** A signed letter of which nobody knows whether it arrived. @type {(() => Promise<void>)|null} */
    this.pending = null;
    onAct(root, (name) => this.act(name));
    addEventListener("hashchange", () => readFragment(location.hash) && location.reload());
    addEventListener("beforeunload", (event) => this.pending && event.preventDefault());
  }

  /** Reads the card from the address and takes it out of there at once. @param {Location} location */
  start(location) {
    const read = readFragment(fragmentOf(location));
    history.replaceState(null, "", HOME);
    if (read) return this.open(read, false);
    this.show("code");
  }

  /** @param {string} name */
  panel(name) {
    return find(this.root, `[data-panel="${name}"]`);
  }

  /** Buttons by their `data-act`. @param {string|undefined} name */
  act(name) {
    if (name === "code") this.show("code");
    else if (name === "change") this.ask();
    else if (name === "retry" && this.pending) this.pending();
    else if (name === "again") this.read ? this.open(this.read, false) : location.reload();
  }

  camera() {
    document.head.append(copy(document, "[data-camera]"));
  }

  /**
   * Opens a card and shows what its household is asked.
   * @param {{village: string, card: string}} read
   * @param {boolean} typed
   */
  async open(read, typed) {
    this.read = read;
    this.show("opening");
    await drawn();
    try {
      this.speaker = new Speaker(read.card);
      const { status, body } = await this.server.lookup(read.village, this.speaker.key);
      if (status === 200) return this.welcome(/** @type {Card} */ (body));
      if (typed && TYPED_WRONG.includes(body.code)) return this.typedWrong(body.code);
      this.show("problem", this.known(body.code));
    } catch (error) {
      this.show("problem", this.known(problemOf(error)));
    }
  }

  /** The problem panel of this name, if there is one. @param {string} name */
  known(name) {
    const names = Array.from(findAll(this.root, "[data-problem]"), ({ dataset }) => dataset.problem);
    return names.includes(name) ? name : "failed";
  }

  /** @param {string} problem */
  typedWrong(problem) {
    this.show("code");
    this.code.unknown(problem);
  }

  /** @param {Card} card */
  welcome(card) {
    this.card = card;
    this.code.clear();
    const title = /** @type {string} */ (this.root.dataset.whose);
    refill(slot(document, "whose"), [`${title} `, made("span", card.household, "nowrap"), made("small", card.village.name)]);
    const subjects = card.subjects.filter(({ asked }) => asked);
    if (!subjects.length) return this.show("problem", card.subjects.length ? "not-asked" : "nothing");
    this.subject = subjects.find(({ state }) => state === "open") ?? subjects[0];
    if (this.subject.sequence) return this.done("");
    this.ask();
  }

  ask() {
    const { subject, card } = this;
    if (subject.state !== "open") return this.show("problem", "closed");
    tell(this.panel("ask"), "until", this.wording.until(subject.closes_at_utc, card.now_utc));
    say(slot(this.panel("ask"), "entry"), "say", { household: card.household, village: card.village.name });
    this.form.show(subject.worded);
    this.refuse("");
    this.show("ask");
  }

  /**
   * Signs and sends; the same letter again until there is an answer.
   * @param {string} value
   * @param {string} words
   */
  async say(value, words) {
    const { id, kind, sequence } = this.subject;
    const number = Math.max(sequence ?? 0, this.used) + 1;
    this.used = number;
    const made = this.speaker.letter({ subject: id, kind, value, sequence: number }, words);
    await this.send(made.letter, { value, tracker: made.statement.tracker, sequence: number }, words);
  }

  /**
   * @param {string} letter
   * @param {{value: string, tracker: string, sequence: number}} said
   * @param {string} words
   */
  async send(letter, said, words) {
    const { panel, server } = { panel: this.panel("ask"), server: this.server };
    this.pending = () => this.send(letter, said, words);
    this.refuse("");
    this.form.wait(true);
    const outcome = await deliver({
      post: () => server.say(this.subject.id, letter),
      find: () => this.isThere(said.tracker),
      pause,
    }, (attempt) => say(slot(panel, "status"), attempt > 1 ? "again" : "sending", { attempt }));
    this.form.wait(false);
    slot(panel, "status").textContent = "";
    slot(panel, "unsure").hidden = outcome.kind !== "unsure";
    if (outcome.kind === "unsure") return;
    this.pending = null;
    if (outcome.kind === "refused") return this.refuse(outcome.code ?? "malformed");
    Object.assign(this.subject, said, { answer: null });
    this.done(words);
  }

  /** Whether this statement is the household's last: 200 as the server says it of a ballot. @param {string} tracker */
  async isThere(tracker) {
    const { status, body } = await this.server.lookup(this.read.village, this.speaker.key);
    const mine = (body.subjects ?? []).find((/** @type {Asked} */ one) => one.id === this.subject.id);
    return { status: status === 200 && mine?.tracker !== tracker ? 404 : status, body };
  }

  /** Says why it was not taken; nothing for "". @param {string} code */
  refuse(code) {
    const box = slot(this.panel("ask"), "refused");
    box.hidden = !code;
    if (!code) return;
    const name = code.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const line = slot(box, "reason");
    say(line, name in line.dataset ? name : "other", { code });
    box.focus();
  }

  /** Shows what was said last, and the team's answer to it. @param {string} words those just sent */
  done(words) {
    const [panel, { value, tracker, answer, state }] = [this.panel("done"), this.subject];
    say(slot(panel, "value"), value ?? "");
    tell(panel, "words", words);
    grouped(slot(panel, "number"), tracker ?? "");
    tell(panel, "answer", answer ?? "");
    slot(panel, "answered").hidden = !answer;
    slot(panel, "waiting").hidden = Boolean(answer) || value !== "objection";
    slot(panel, "change").hidden = state !== "open";
    this.show("done");
  }

  /**
   * Shows one panel, hides the others, moves the focus to its heading and names the page after it.
   * @param {string} name
   * @param {string} problem name of the problem, on the panel of that name
   */
  show(name, problem = "") {
    for (const panel of findAll(this.root, "[data-panel]")) {
      panel.hidden = panel.dataset.panel !== name || (panel.dataset.problem ?? "") !== problem;
      if (panel.hidden) continue;
      document.title = `${problem ? `${this.words.error} ` : ""}${panel.dataset.title} – ${this.words.site}`;
      scrollTo(0, 0);
      find(panel, "h1").focus({ preventScroll: true });
    }
  }
}
