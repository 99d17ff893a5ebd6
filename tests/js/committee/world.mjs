/**
 * A commune's books as a server holds them, made by hand: a village of some households that vote, everything signed. What
 * a test changes before `published` is signed as it then stands: a server that lies with its own key.
 */

import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { householdSecret, voteCredential, voteSecret } from "../../../static/js/ballots/credentials.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { makeEnvelope } from "../../../static/js/ballots/envelope.mjs";
import { beginChain, chained } from "../../../static/js/ballots/event_chain.mjs";
import { G, product } from "../../../static/js/ballots/group.mjs";
import { seal } from "../../../static/js/ballots/ballot.mjs";
import { makeSingle, singleSecret } from "../../../static/js/ballots/single.mjs";
import { encryptedTally, printSized, printTally } from "../../../static/js/ballots/tally.mjs";
import { leafHash, treeRoot } from "../../../static/js/ledger/merkle.mjs";
import { contentHash } from "../../../static/js/record/content.mjs";

export const [HOST, COMMUNE, VILLAGE, UUID] = ["dinh.example", "xa-dong-hoa", "dong-hoa", "LQPJ8JgSd243rN"];
export const ORIGIN = `${HOST}/${COMMUNE}`;
export const SEEDS = ["CjeAZmPUYRzXQtjk2TLE6Q", "bdCtMANiGt9KxfeRcViFjT", "E5DfcBrLXohtt5ozi1j4t9"];
const CARDS = ["1111111111111111111111", "zzzzzzzzzzzzzzzzzzzzzz", "7Yt3kQ9LmN2pR5sVwXyZaB", "CjeAZmPUYRzXQtjk2TLE6R",
  "bdCtMANiGt9KxfeRcViFjU"];
export const SERVER_SECRET = 987654321n;
const [HASH, MATTER] = ["ab".repeat(32), "MatterMatterMa"];
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const bytes = (text) => new TextEncoder().encode(text);
const hex = (data) => Buffer.from(data).toString("hex");

/** A key that signs the books of a commune. */
export class Signer {
  constructor(number = 7) {
    this.secret = new Uint8Array(32).fill(number);
    this.material = Uint8Array.from([1, ...ed25519.getPublicKey(this.secret)]);
  }

  keyId(name) {
    return sha256(Buffer.concat([bytes(`${name}\n`), this.material])).subarray(0, 4);
  }

  vkey(name = ORIGIN) {
    return `${name}+${hex(this.keyId(name))}+${base64(this.material)}`;
  }

  checkpoint(name, leaves) {
    const text = `${name}\n${leaves.length}\n${base64(treeRoot(leaves))}\n`;
    const signature = ed25519.sign(bytes(text), this.secret);
    return `${text}\n— ${name} ${base64(Buffer.concat([this.keyId(name), signature]))}\n`;
  }
}

/** A book: the texts of its entries. */
export class Book extends Array {
  add(type, at, fields, village = VILLAGE) {
    this.push(JSON.stringify({ v: 1, type, village, at, ...fields }));
    return this.length - 1;
  }

  get leaves() {
    return Array.from(this, (text) => leafHash(bytes(text)));
  }

  /** Changes the last entry of a type. */
  change(type, change) {
    const at = this.findLastIndex((text) => JSON.parse(text).type === type);
    this[at] = JSON.stringify(change(JSON.parse(this[at])));
  }
}

/** A vote's election, its keys and its households. */
export class Setup {
  constructor(uuid = UUID, { title = "Giờ thu gom rác", question = "Ông bà có đồng ý không?", cards = CARDS } = {}) {
    this.uuid = uuid;
    this.cards = cards;
    const secrets = [SERVER_SECRET, ...SEEDS.map(singleSecret)];
    const trustees = secrets.map((secret) => ["Single", JSON.parse(makeSingle(secret, () => 5n))]);
    this.trustees = JSON.stringify(trustees);
    this.election = parseElection(JSON.stringify({
      version: 1, description: "", name: title, group: "Ed25519", public_key: product(secrets.map((one) => G.power(one))).hex,
      questions: [{ answers: ["Đồng ý", "Không đồng ý", "Ý kiến khác"], min: 1, max: 1, question }], uuid,
    }));
    const keys = cards.map((card) => voteCredential(G.power(householdSecret(card)), uuid).hex);
    const order = (one) => hex(Buffer.from(one, "hex").reverse());
    this.credentials = JSON.stringify(keys.sort((one, other) => (order(one) < order(other) ? -1 : 1)));
  }

  envelope(household, choice, sequence = 1) {
    const secret = voteSecret(householdSecret(this.cards[household]), this.uuid);
    const votes = [0, 1, 2].map((place) => Number(place === choice));
    return makeEnvelope(seal(this.election, secret, [votes]), secret, sequence);
  }
}

const SEALED = new Map();

/** Sealing takes long: the same ballots serve all tests. */
function sealed(setup, household, choice, sequence) {
  const name = [setup.election.fingerprint, household, choice, sequence].join();
  if (!SEALED.has(name)) SEALED.set(name, setup.envelope(household, choice, sequence));
  return SEALED.get(name);
}

/** What a server of one commune publishes. */
export class World {
  constructor({ setup = new Setup(), households = setup.cards.length, signer = new Signer() } = {}) {
    Object.assign(this, { setup, signer, households, commune: new Book(), vote: new Book(), envelopes: [], last: new Map() });
    this.served = setup.election.raw;
    const policy = `log ${signer.vkey()}\nquorum none\n`;
    this.commune.add("log-started", "2026-11-01T00:00Z", { commune: COMMUNE, origin: ORIGIN, vkey: signer.vkey(), policy }, "");
    const { commune } = this;
    this.roll = commune.add("roll-frozen", "2026-11-02T00:00Z", { households, commitment: HASH, added: households, removed: 0 });
    commune.add("cards-issued", "2026-11-02T00:00Z", { register: HASH, cards: households, spares: 0, issued: households, reissued: 0 });
    const members = JSON.parse(setup.trustees).slice(1);
    commune.add("committee-formed", "2026-11-02T00:00Z", { committee: 1, members: members.length, threshold: members.length });
    members.forEach(([, key], at) => {
      commune.add("committee-key", "2026-11-02T00:00Z", { committee: 1, member: at + 1, key: JSON.stringify(key) });
    });
  }

  /** The road of the matter up to its notice. */
  walk(at) {
    const { commune, households, roll } = this;
    const step = (type, by, fields) => commune.add(`matter-${type}`, at, { matter: MATTER, by, papers: [HASH], ...fields });
    step("proposed", "head", { content: HASH, consents: 0, counted_in: "", backed: 0, annex: [] });
    step("classified", "head", { clause: 6, channel: "online" });
    for (const by of ["head", "front"]) step("agreed", by, { joint: 0 });
    for (const to of ["commune", "commune-front"]) step("informed", "head", { to, way: "paper" });
    const kinds = { of_village: 1, of_front: 1, of_households: 1, of_it: 1 };
    step("team", "head", { members: 4, ...kinds, leader: "front", commitment: HASH });
    step("roll", "team", { roll, households, objections: 0, answered: 0 });
    step("polled", "team", { way: "visits", counted_in: "", households, in_favour: households, against: 0 });
  }

  /** The notice of the matter that the vote decides, all that comes before it, and that the vote decides it. */
  announce({ title = this.setup.election.name, village = VILLAGE, at = "2026-11-18T01:00Z" } = {}) {
    const { uuid, election } = this.setup;
    const step = (by) => ({ matter: MATTER, by, papers: [HASH] });
    if (village === VILLAGE) this.walk(at);
    const content = contentHash(title, election.description, election.questions, []);
    const times = { opens_at: "2026-11-20T01:00Z", closes_at: "2026-11-22T01:00Z" };
    this.commune.add("matter-announced", at, { ...step("team"), content, ...times }, village);
    this.commune.add("matter-vote", at, { ...step("head"), uuid }, village);
    return this;
  }

  /** Announces the vote, or not, and opens it in both books. */
  open({ announced = true } = {}) {
    if (announced) this.announce();
    const { setup, households, commune, vote } = this;
    this.opening = commune.add("vote-opened", "2026-11-20T01:00Z", {
      vote: setup.uuid, book: `${ORIGIN}/${setup.uuid}`, election: setup.election.raw, trustees: setup.trustees,
      credentials: hex(sha256(bytes(setup.credentials))), listed: JSON.parse(setup.credentials).length, spares: [], households,
      register: HASH, committee: 1, clause: 6, majority: "more-than-half", citation: "law-10-2022:15.6",
      proposals: [[0]], documents: [], opens_at: "2026-11-20T01:00Z", closes_at: "2026-11-22T01:00Z",
    });
    const leaf = hex(commune.leaves[this.opening]);
    vote.add("book-started", "2026-11-20T01:00Z", { vote: setup.uuid, opened_index: this.opening, opened_leaf: leaf });
    return this;
  }

  /** A household's ballot: index of the household, answer, sequence. */
  cast(household, choice, sequence = 1, at = "2026-11-20T02:00Z") {
    const envelope = sealed(this.setup, household, choice, sequence);
    this.vote.add("ballot", at, { vote: this.setup.uuid, envelope: JSON.parse(envelope.raw) });
    this.envelopes.push(envelope);
    this.last.set(envelope.ballot.credential, envelope.ballot);
    return this;
  }

  /** The size and root of the vote's book as it stands. */
  get seal() {
    const { leaves } = this.vote;
    return { size: leaves.length, root: hex(treeRoot(leaves)) };
  }

  /** Closes the vote and adds up its ballots; `counted`, `change` for a server that adds up others, or states others. */
  close({ at = "2026-11-22T01:00Z", change = {}, counted = Array.from(this.last.values()) } = {}) {
    const { setup, envelopes, commune } = this;
    let chain = beginChain([setup.election.raw, setup.trustees, setup.credentials]);
    for (const { ballot } of envelopes) chain = chained(chain, "Ballot", ballot.raw);
    const { head } = chained(chain, "EndBallots");
    const closed = { vote: setup.uuid, ...this.seal, ballots: envelopes.length, voted: this.last.size, head, ...change };
    commune.add("vote-closed", at, closed);
    this.tally = printTally(encryptedTally(setup.election, counted));
    const sized = printSized(this.tally, counted.length);
    commune.add("tally", at, { vote: setup.uuid, encrypted_tally: this.tally, sized });
    return this;
  }

  /** The files below the public interface. */
  files() {
    const { setup, signer, commune, vote } = this;
    const [c, v] = [`/communes/${COMMUNE}/log/`, `/votes/${setup.uuid}/log/`];
    const files = new Map([
      [`${c}log.vkey`, `${signer.vkey()}\n`],
      [`${c}payloads/${hex(sha256(bytes(setup.credentials)))}`, setup.credentials],
      [`/votes/${setup.uuid}/election.json`, this.served],
    ]);
    for (const [prefix, origin, book] of [[c, ORIGIN, commune], [v, `${ORIGIN}/${setup.uuid}`, vote]]) {
      files.set(`${prefix}checkpoint`, signer.checkpoint(origin, book.leaves));
      for (const [path, data] of bundles(book)) files.set(prefix + path, data);
    }
    return files;
  }

  /** As `examine` wants it; `spoil(files)` changes what was signed. */
  source(spoil = () => {}) {
    const files = this.files();
    spoil(files);
    const published = async (path) => {
      if (!files.has(path)) throw new TypeError(`no ${path}`);
      const data = files.get(path);
      return typeof data === "string" ? bytes(data) : data;
    };
    return { published, tally: async () => bytes(this.tally) };
  }
}

/** The entry bundles of a book. */
export function bundles(book) {
  const all = Array.from(book, bytes);
  const count = Math.ceil(all.length / 256);
  return Array.from({ length: count }, (_, number) => {
    const part = all.slice(256 * number, 256 * (number + 1));
    const path = `tile/entries/${String(number).padStart(3, "0")}${part.length < 256 ? `.p/${part.length}` : ""}`;
    return [path, Buffer.concat(part.flatMap((one) => [Uint8Array.of(one.length >> 8, one.length & 255), one]))];
  });
}

/** Five households, four of which have voted, one of them twice. */
export function honest(options) {
  const world = new World(options).open();
  return world.cast(0, 0).cast(1, 1).cast(2, 0).cast(0, 2, 2).cast(3, 0);
}
