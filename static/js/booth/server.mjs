/** The HTTP interface as the booth uses it (PROTOCOL section 8). No answer is `Unreachable`, never a refusal. */

import { inAddress } from "../page/trackers.mjs";
import { Unreachable } from "./delivery.mjs";

const PATIENCE_MS = 20_000;

/**
 * @typedef {object} VoteOnCard a vote as a card's household is told it
 * @property {string} uuid
 * @property {string} commune
 * @property {string} title
 * @property {string} state
 * @property {string} opens_at_utc
 * @property {string} closes_at_utc
 * @property {string} [kind] a word for a vote that decides nothing
 * @property {string} [rule] a sentence
 * @property {number} [turnout] households that have voted
 * @property {number} [households]
 * @property {{page?: string}} [links]
 * @property {{name: string, link: string}[]} [documents]
 * @property {number} [sequence] of the household's last ballot
 * @property {string|null} [tracker] of the household's last ballot
 * @property {string} [turn] of an open vote: `votes`, or `stands` (the ballot of an older card), or `shut`
 * @property {string} [outcome] of a decided vote: a sentence
 *
 * @typedef {object} Asked what a card's household is asked in the open
 * @property {string} id
 * @property {string} kind
 * @property {string} state `open` or `closed`
 * @property {string} title of the matter or vote it is about, or empty
 * @property {{page?: string}} links
 * @property {string[]} worded the values that come with words
 * @property {string} closes_at_utc
 * @property {boolean} asked whether this card is on the list
 * @property {number} [sequence] of the household's last statement
 * @property {string|null} [value] what it said last
 * @property {string|null} [tracker]
 * @property {string|null} [answer] the team's
 *
 * @typedef {object} Card what a card's household is told
 * @property {string} household its code
 * @property {string} [kind] a word for a card that is no household's
 * @property {{name: string, code: string}} village
 * @property {VoteOnCard[]} votes
 * @property {Asked[]} subjects
 * @property {Asked[]} words what it may say beside open votes
 * @property {string} now_utc
 * @property {{name: string, phone: string, dial: string}|null} [ring] whom to ring
 * @property {(uuid: string) => string} credential the card's in a vote, as public as its list; made on this device
 *
 * @typedef {{status: number, body: Record<string, any>}} Told
 */

/** An answer, but none that helps now; `status` says which. */
export class Unhelpful extends Error {
  /** @param {number} status */
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

/** This site's own interface. */
export class Server {
  /** @param {string} base path of the interface, such as `/api/v1` */
  constructor(base) {
    this.base = base;
    /** Sent with every request. @type {Record<string, string>} */
    this.headers = {};
  }

  /**
   * What the household of this key can vote on.
   * @param {string} village
   * @param {string} key
   */
  lookup(village, key) {
    return this.ask("/cards/lookup", { body: JSON.stringify({ village, key }) });
  }

  /**
   * The last accepted ballot of a credential: `{sequence, tracker}`, 0 and null when there is none.
   * @param {string} uuid
   * @param {string} credential
   */
  async last(uuid, credential) {
    const { status, body } = await this.ask(`/votes/${uuid}/credentials/${credential}`);
    if (status >= 500) throw new Unhelpful(status);
    const known = status === 200 && Number.isSafeInteger(body.sequence);
    return known ? { sequence: body.sequence, tracker: body.tracker } : { sequence: 0, tracker: null };
  }

  /**
   * Sends an envelope.
   * @param {string} uuid
   * @param {string} envelope
   */
  cast(uuid, envelope) {
    return this.ask(`/votes/${uuid}/ballots`, { body: envelope });
  }

  /**
   * Asks whether a ballot is in the record.
   * @param {string} uuid
   * @param {string} tracker
   */
  ballot(uuid, tracker) {
    return this.ask(`/votes/${uuid}/ballots/${inAddress(tracker)}`);
  }

  /**
   * The key of a commune's book, as text; empty when it cannot be had.
   * @param {string} commune
   */
  async logKey(commune) {
    const { status, bytes } = await this.fetch(`/communes/${commune}/log/log.vkey`);
    return status === 200 ? new TextDecoder().decode(bytes).trim() : "";
  }

  /**
   * The exact bytes of a published file.
   * @param {string} path
   */
  async exact(path) {
    const { status, bytes } = await this.fetch(path);
    if (status !== 200) throw new Unhelpful(status);
    return bytes;
  }

  /** @param {string} path @param {{body?: string}} [options] @returns {Promise<Told>} */
  async ask(path, options) {
    const { status, bytes } = await this.fetch(path, options);
    try {
      return { status, body: JSON.parse(new TextDecoder().decode(bytes)) ?? {} };
    } catch {
      return { status, body: {} };
    }
  }

  /**
   * One request; an answer cut short counts as none.
   * @param {string} path
   * @param {{body?: string}} options
   */
  async fetch(path, { body } = {}) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
    // The rule of a vote comes as a sentence, wanted in the page's language.
    /** @type {Record<string, string>} */
    const headers = { ...this.headers, "Accept-Language": document.documentElement.lang };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const method = body === undefined ? "GET" : "POST";
    try {
      const answer = await fetch(this.base + path, { method, body, headers, credentials: "omit", signal: abort.signal });
      return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
    } catch {
      throw new Unreachable();
    } finally {
      clearTimeout(timer);
    }
  }
}
