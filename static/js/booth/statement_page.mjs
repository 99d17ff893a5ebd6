/**
 * What a household says under its card, in the open (PROTOCOL 10): from the card to the confirmation. Never on one page
 * with a ballot: other colours, other words, and the household's name is told to the team.
 */

import { copy, find, findAll, grouped, link, onAct, refill, made, say, slot, tell } from "../page/dom.mjs";
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

/** As data attributes are called here. @param {string} name */
function camel(name) {
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

/** The page of one visit. */
export class StatementPage {
  /** @param {HTMLElement} root the `data-statement` element */
  constructor(root) {
    this.root = root;
    this.words = /** @type {Record<string, string>} */ (find(root, "[data-words]").dataset);
    this.wording = new Wording(this.words);
    this.server = new Server(/** @type {string} */ (root.dataset.api));
    this.code = new CodePanel(this.panel("code"), (read) => this.open(read, true), () => this.camera());
    const asks = Array.from(findAll(root, '[data-panel="ask"]'));
    /** The panel of each kind of question, with its form. @type {Record<string, StatementForm>} */
    this.forms = Object.fromEntries(asks.map((panel) => [panel.dataset.kind, this.formOf(panel)]));
    /** @type {{village: string, card: string}} */
    this.read = NOTHING;
    /** @type {Speaker} */
    this.speaker = NOTHING;
    /** @type {Card} */
    this.card = NOTHING;
    /** @type {Asked} */
    this.subject = NOTHING;
    /** All that may be chosen from. @type {Asked[]} */
    this.subjects = [];
    /** The highest number used for each subject. @type {Record<string, number>} */
    this.used = {};
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

  /** @param {HTMLElement} panel */
  formOf(panel) {
    return new StatementForm(panel, (value, words) => this.say(value, words));
  }

  /** The form of the question that is asked now. */
  get form() {
    return this.forms[this.subject.kind];
  }

  /** Buttons by their `data-act`. @param {string|undefined} name */
  act(name) {
    if (name === "code") this.show("code");
    else if (name === "change") this.ask();
    else if (name === "list") this.list();
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
    const title = card.kind ?? /** @type {string} */ (this.root.dataset.whose);
    refill(slot(document, "whose"), [`${title} `, made("span", card.household, "nowrap"), made("small", card.village.name)]);
    this.subjects = this.choices(card);
    if (!this.subjects.length) return this.show("problem", card.subjects.length ? "not-asked" : "nothing");
    const waiting = this.subjects.filter(({ kind, sequence }) => !sequence && kind !== "vote-words");
    if (this.subjects.length > 1 && waiting.length !== 1) return this.list();
    this.turnTo(waiting[0] ?? this.subjects[0]); // what the village waits for, before what a household may add
  }

  /**
   * What this card may answer, what is open before what is over.
   * @param {Card} card
   */
  choices(card) {
    const known = [...card.subjects, ...card.words].filter(({ asked, kind }) => asked && kind in this.forms);
    const words = known.filter(({ kind, state }) => kind === "vote-words" && state === "open");
    const others = known.filter(({ kind }) => kind !== "vote-words");
    const open = others.filter(({ state }) => state === "open");
    const now = [...open, ...words];
    return now.length ? now : others.slice(0, 1);
  }

  list() {
    const panel = this.panel("list");
    refill(slot(panel, "subjects"), this.subjects.map((subject) => {
      const entry = copy(panel, "[data-entry]");
      say(slot(entry, "kind"), camel(subject.kind));
      tell(entry, "topic", subject.title);
      slot(entry, "said").hidden = !subject.sequence || Boolean(subject.answer);
      slot(entry, "answered").hidden = !subject.answer;
      find(entry, "button").addEventListener("click", () => this.turnTo(subject));
      return entry;
    }));
    this.show("list");
  }

  /** @param {Asked} subject */
  turnTo(subject) {
    this.subject = subject;
    if (subject.sequence) return this.done("");
    this.ask();
  }

  ask() {
    const { subject, card } = this;
    if (subject.state !== "open") return this.show("problem", "closed");
    const panel = this.form.root;
    tell(panel, "until", this.wording.until(subject.closes_at_utc, card.now_utc));
    const entry = /** @type {HTMLElement|null} */ (slot(panel, "entry"));
    if (entry) say(entry, "say", { household: card.household, village: card.village.name });
    if (slot(panel, "topic")) tell(panel, "topic", subject.title);
    if (slot(panel, "page")) link(panel, "page", subject.links.page);
    slot(panel, "others").hidden = this.subjects.length < 2;
    this.form.show(subject.worded);
    this.refuse("");
    this.show("ask", subject.kind);
  }

  /**
   * Signs and sends; the same letter again until there is an answer.
   * @param {string} value
   * @param {string} words
   */
  async say(value, words) {
    const { id, kind, sequence } = this.subject;
    const number = Math.max(sequence ?? 0, this.used[id] ?? 0) + 1;
    this.used[id] = number;
    const made = this.speaker.letter({ subject: id, kind, value, sequence: number }, words);
    await this.send(made.letter, { value, tracker: made.statement.tracker, sequence: number }, words);
  }

  /**
   * @param {string} letter
   * @param {{value: string, tracker: string, sequence: number}} said
   * @param {string} words
   */
  async send(letter, said, words) {
    const { server, form: { root: panel }, subject: { id } } = this;
    this.pending = () => this.send(letter, said, words);
    this.refuse("");
    this.form.wait(true);
    const outcome = await deliver({
      post: () => server.ask(`/subjects/${id}/statements`, { body: letter }),
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
    const mine = [...(body.subjects ?? []), ...(body.words ?? [])].find((/** @type {Asked} */ one) => one.id === this.subject.id);
    return { status: status === 200 && mine?.tracker !== tracker ? 404 : status, body };
  }

  /** Says why it was not taken; nothing for "". @param {string} code */
  refuse(code) {
    const box = slot(this.form.root, "refused");
    box.hidden = !code;
    if (!code) return;
    const name = camel(code);
    const line = slot(box, "reason");
    say(line, name in line.dataset ? name : "other", { code });
    box.focus();
  }

  /** Shows what was said last, and the team's answer to it. @param {string} words those just sent */
  done(words) {
    const [panel, { kind, value, tracker, answer, state, title }] = [this.panel("done"), this.subject];
    const line = slot(panel, "value");
    const own = camel(`${kind}-${value}`);
    say(line, own in line.dataset ? own : value ?? "");
    tell(panel, "topic", title);
    tell(panel, "words", words);
    grouped(slot(panel, "number"), tracker ?? "");
    tell(panel, "answer", answer ?? "");
    slot(panel, "answered").hidden = !answer;
    slot(panel, "waiting").hidden = Boolean(answer) || value !== "objection";
    slot(panel, "screened").hidden = value !== "said";
    slot(panel, "change").hidden = state !== "open";
    slot(panel, "others").hidden = this.subjects.length < 2;
    this.show("done");
  }

  /**
   * Shows one panel, hides the others, moves the focus to its heading and names the page after it.
   * @param {string} name
   * @param {string} which the problem, or the kind of question, on the panels of that name
   */
  show(name, which = "") {
    for (const panel of findAll(this.root, "[data-panel]")) {
      const { problem, kind } = panel.dataset;
      panel.hidden = panel.dataset.panel !== name || (problem ?? kind ?? "") !== which;
      if (panel.hidden) continue;
      document.title = `${problem ? `${this.words.error} ` : ""}${panel.dataset.title} – ${this.words.site}`;
      scrollTo(0, 0);
      find(panel, "h1").focus({ preventScroll: true });
    }
  }
}
