/**
 * The lobby in which a committee makes one key together: each member's page does its part by itself whenever it is
 * awaited, and shows who is there. Members come and go; a page that comes back needs only the paper.
 */

import { memberSecrets } from "../ballots/certificates.mjs";
import { copy, find, findAll, refill, say, slot } from "../page/dom.mjs";
import { finish, NoAnswer, post, Refused, SignedOut } from "../page/posting.mjs";
import { pause } from "../page/waiting.mjs";
import { Accusation, confirmation, fingerprintOf, isOwn, partOf } from "./ceremony.mjs";
import { KeyMaking } from "./key.mjs";

/**
 * @import { MemberSecrets } from "../ballots/certificates.mjs"
 * @import { LobbyState } from "./ceremony.mjs"
 * @import { Paper } from "../record/paper.mjs"
 */

const AGAIN_MS = 2000;
const ROUNDS = ["certificate", "commitment", "coefficients", "key", "confirmed", "done"];

/** The page on which a member makes a paper and takes part in making the common key. */
export class SharedKeyMaking extends KeyMaking {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    /** @type {MemberSecrets|null} */
    this.secrets = null;
    this.lobby = /** @type {LobbyState|null} */ (null);
    /** The state whose digits were called the same while the page was asking how far it is. */
    this.agreed = /** @type {LobbyState|null} */ (null);
    this.working = false;
    this.ended = false;
    if ("begun" in root.dataset) this.step("repeat").hidden = false;
    this.look();
  }

  /** @param {string|undefined} name @override */
  act(name) {
    super.act(name);
    if (name === "same") this.confirm(this.lobby);
    if (name === "differs") this.differs();
  }

  /** From a page that came back it is the paper whose certificate stands. @param {Paper} read @override */
  async handIn({ seed }) {
    this.secrets = memberSecrets(seed);
    this.putAway();
    this.go();
  }

  /** Whether another certificate stands in the book than this paper's. @param {string} seed @override */
  isAnother(seed) {
    const { lobby } = this;
    return Boolean(lobby?.certificates[lobby.member - 1]) && !isOwn(/** @type {LobbyState} */ (lobby), memberSecrets(seed));
  }

  /** Asks how far it is, again and again, and does what is awaited of this member. */
  async look() {
    if (this.ended) return;
    await this.go();
    await pause(AGAIN_MS);
    this.look();
  }

  async go() {
    if (this.working || this.ended) return;
    this.working = true;
    try {
      await this.take(await this.request("", "{}"));
      if (!this.ended) this.tell("none");
    } catch (error) {
      this.fail(error);
    } finally {
      this.working = false;
    }
    if (this.agreed) await this.confirm(this.agreed);
  }

  /** @param {LobbyState} lobby */
  async take(lobby) {
    this.lobby = lobby;
    this.present(lobby);
    const mine = lobby.members[lobby.member - 1];
    if (!this.secrets || mine.done || lobby.round === "done") return;
    if (lobby.round === "confirmed") {
      this.compare(fingerprintOf(lobby, this.secrets));
      return;
    }
    await this.take(await this.request(`/${lobby.round}`, await partOf(lobby, this.secrets)));
  }

  /** @param {string} place @param {string} body @returns {Promise<LobbyState>} */
  async request(place, body) {
    const answer = await post(this.root, body, `${this.root.dataset.post}${place}`);
    return answer.json();
  }

  /** Who is there and what is awaited. @param {LobbyState} lobby */
  present({ members, round }) {
    this.step("lobby").hidden = false;
    const list = slot(this.root, "present");
    refill(list, members.map(({ name, here, done }) => {
      const item = copy(this.root, "[data-member]");
      slot(item, "name").textContent = name;
      const state = done ? "done" : here ? "working" : "away";
      say(slot(item, "state"), state);
      find(item, ".state").classList.toggle("still", !done);
      for (const icon of findAll(item, "[data-icon]")) icon.hidden = icon.dataset.icon !== state;
      return item;
    }));
    const bar = /** @type {HTMLProgressElement} */ (find(this.root, "[data-rounds]"));
    bar.value = ROUNDS.indexOf(round);
    slot(this.root, "rounds").textContent = String(bar.value);
    const awaited = members.filter(({ done }) => !done).map(({ name }) => name).join(", ");
    say(slot(this.root, "awaited"), round === "done" ? "all" : "names", { names: awaited });
  }

  /** The fingerprint, to be read aloud. @param {string} digits */
  compare(digits) {
    slot(this.root, "fingerprint").textContent = `${digits.slice(0, 3)} ${digits.slice(3)}`;
    this.step("compare").hidden = false;
  }

  /**
   * Confirms the key whose digits the member saw; pressed while the page is asking how far it is, right after that.
   * @param {LobbyState|null} lobby
   */
  async confirm(lobby) {
    const { secrets } = this;
    this.agreed = null;
    if (!lobby || !secrets) return;
    this.tell("publishing");
    if (this.working) {
      this.agreed = lobby;
      return;
    }
    this.working = true;
    try {
      await this.request("/confirmed", confirmation(lobby, secrets));
      this.end("confirmed");
      finish(this.root);
    } catch (error) {
      this.fail(error);
    } finally {
      this.working = false;
    }
  }

  /** Members read different numbers: nothing is confirmed, and the head is told to form another committee. */
  differs() {
    this.end("differ");
  }

  /** @param {string} sentence @param {object} values */
  end(sentence, values = {}) {
    this.ended = true;
    this.secrets = null;
    this.step("compare").hidden = true;
    this.tell(sentence, values);
  }

  /** @param {unknown} error */
  fail(error) {
    if (error instanceof Accusation) {
      const { name = "" } = this.lobby?.members[error.member - 1] ?? {};
      this.end(error.member ? "accused" : "accusedServer", { number: error.member, name });
      this.root.dataset.accused = String(error.member);
      return;
    }
    if (error instanceof Refused) {
      this.end("changed");
      return;
    }
    if (!(error instanceof NoAnswer)) throw error;
    this.tell(error instanceof SignedOut ? "signedOut" : "unreached");
  }

  /** @param {string} sentence @param {object} values */
  tell(sentence, values = {}) {
    say(this.status, sentence, values);
    this.status.dataset.said = sentence;
  }
}
