/** Checks of one vote's archive: its form, its setup and whose it is, the card register, every ballot. Twin of voting/verifier/checks_archive.py. */

import { checkBallotProofs } from "../ballots/acceptance.mjs";
import { archivedBallots, archivedSetup, readArchive } from "../ballots/archive.mjs";
import { requireFresh } from "../ballots/audit.mjs";
import { parseBallot } from "../ballots/ballot.mjs";
import { parseCredentials } from "../ballots/credentials.mjs";
import { parseElection } from "../ballots/election.mjs";
import { BallotError, UnknownCredential } from "../ballots/errors.mjs";
import { b64Sha256, sha256Hex } from "../ballots/hashes.mjs";
import * as json from "../ballots/strict_json.mjs";
import { parseOwned } from "../ballots/tally.mjs";
import { checkTrustees, parseTrustees } from "../ballots/trustees.mjs";
import { requireStrongKeys } from "../ballots/weak_keys.mjs";
import { sameBytes, toBytes } from "../ledger/encoding.mjs";
import { AFTER, archiveOf } from "../record/export.mjs";
import { credentialsOf, parseRegister } from "../record/register.mjs";
import { Crime, Failure, held, need, Needs, NotShown, require } from "./findings.mjs";

/**
 * @import { Ballot } from "../ballots/ballot.mjs"
 * @import { Archive, Case, Cast } from "./case.mjs"
 * @import { Finding } from "./findings.mjs"
 */

/** 10. The archive is well-formed: every byte of its blocks, every hash, the chain and order of its events. @param {Case} one @returns {Finding} */
export function archiveForm(one) {
  const { archive: raw } = one.evidence;
  one.archive = read(raw);
  return held("archive-form.read", { events: one.archive.events, bytes: raw.length });
}

/** @param {Uint8Array} raw @returns {Archive} */
function read(raw) {
  const events = readArchive(raw);
  /** @param {string} type */
  const of = (type) => events.filter((event) => event.type === type);
  const [added] = of("EncryptedTally");
  const sized = added?.payload ?? null;
  const [, , tally] = sized ? json.fields(json.load(sized), ["num_tallied", "total_weight", "encrypted_tally"]) : [];
  const partials = of("PartialDecryption").map(({ payload, datum }) => {
    const { owner, payload: hash } = parseOwned(/** @type {Uint8Array} */ (payload));
    return /** @type {[number, Uint8Array]} */ ([owner, datum(hash)]);
  });
  return {
    ...archivedSetup(events), ballots: archivedBallots(events), sized, tally: added ? added.datum(String(tally)) : null, partials,
    result: of("Result")[0]?.payload ?? null, events: events.length,
  };
}

/** 11. Election, trustees (every proof and key) and credential list are right, and those of the record's opening. @param {Case} one @returns {Finding} */
export function setup(one) {
  const archive = need(one.archive, "archive-form");
  const { evidence: { kind, vote }, opened, book } = one;
  const election = parseElection(archive.election);
  // the rules have accepted these very trustees for this very election
  const isAccepted = opened && sameBytes(archive.election, toBytes(opened.election)) && sameBytes(archive.trustees, toBytes(opened.trustees));
  const trustees = isAccepted ? parseTrustees(archive.trustees) : checkTrustees(archive.trustees, election);
  const isKnown = book && sameBytes(archive.credentials, book.setup.credentialsRaw);
  const credentials = isKnown
    ? /** @type {string[]} */ (json.load(archive.credentials, archive.credentials.length))
    : parseCredentials(archive.credentials, { requireMembers: true });
  require(!vote || election.uuid === vote, "wrong-vote", `the archive is of vote ${election.uuid}, the bundle of ${vote}`);
  if (kind === "archive") requireStrongKeys(trustees.entries.map(({ key }) => key));
  if (opened) {
    require(sameBytes(archive.election, toBytes(opened.election)), "other-election", "not the election of the record");
    require(sameBytes(archive.trustees, toBytes(opened.trustees)), "other-trustees", "not the trustees of the record");
    require(sha256Hex(archive.credentials) === opened.credentials, "other-credentials", "not the credential list of the record");
  }
  one.setup = { election, trustees, credentials };
  const values = { title: election.name, trustees: trustees.owners.length, credentials: credentials.length };
  return held(kind === "archive" ? "setup.fits-archive" : "setup.fits", values);
}

/** 12. The credential list is the one that the village's card register gives: nobody added, nobody left out. @param {Case} one @returns {Finding} */
export function cardRegister(one) {
  if (!one.trusted.register) throw new NotShown("card-register.none");
  const register = parseRegister(one.trusted.register);
  const { credentials: listed } = need(one.setup, "setup");
  if (one.evidence.kind !== "archive") {
    const opened = need(one.opened, "replay");
    require(register.village === opened.village, "register-of-another-village", `a vote of ${opened.village}`);
    require(register.sha256 === opened.register, "wrong-register", "the register is not the one whose hash the record fixed");
  }
  const { cards, spares } = register;
  const given = credentialsOf([...cards.map(([, key]) => key), ...spares], one.uuid);
  if (given.join() !== listed.join()) {
    const [known, theirs] = [new Set(given), new Set(listed)];
    const values = { added: listed.filter((key) => !known.has(key)).length, missing: given.filter((key) => !theirs.has(key)).length };
    throw new Failure(new Crime("credentials-differ", `${values.added} credentials of no card, ${values.missing} cards without`), values);
  }
  if (one.opened) {
    const reserve = credentialsOf(spares, one.uuid).join();
    const isSame = [...one.opened.spares].sort().join() === reserve.split(",").filter(Boolean).sort().join();
    require(isSame, "spares-differ", "the credentials kept in reserve are not those of the spare cards");
  }
  return held("card-register.matches", { cards: cards.length, spares: spares.length });
}

/** 13. Every ballot of the archive: credential on the list, nothing twice, signature and all proofs. @param {Case} one @returns {Finding} */
export function ballots(one) {
  const [archive, known] = [need(one.archive, "archive-form"), need(one.setup, "setup")];
  const taken = new Map(Array.from(one.taken.values(), (cast) => [cast.tracker, cast]));
  const casts = archive.ballots.map((raw) => taken.get(b64Sha256(raw)));
  // the rules have accepted each of these very bytes for this very election
  const isAccepted = casts.every(Boolean) && new Set(casts).size === casts.length;
  one.ballots = isAccepted ? /** @type {Cast[]} */ (casts) : checked(one, archive.ballots, new Set(known.credentials));
  return held(one.evidence.kind === "archive" ? "ballots.hold-archive" : "ballots.hold", { ballots: one.ballots.length });
}

/** Ballots that no book vouches for, each looked through; proofs that held before are not asked for again. @param {Case} one @param {Uint8Array[]} raws @param {Set<string>} credentials */
function checked(one, raws, credentials) {
  const found = raws.map((raw, place) => blamed(raws, place, () => {
    const ballot = parseBallot(raw);
    if (!credentials.has(ballot.credential)) throw new UnknownCredential("the credential is not in the list");
    return ballot;
  }));
  requireFresh(found);
  const { election } = need(one.setup, "setup");
  const proven = new Set(Array.from(one.taken.values(), ({ tracker }) => tracker));
  found.forEach((ballot, place) => {
    if (!proven.has(ballot.tracker)) blamed(raws, place, () => checkBallotProofs(ballot, election));
  });
  return found;
}

/** A ballot's error with its tracker and its place, which people count from 1. @template T @param {Uint8Array[]} raws @param {number} place @param {() => T} look */
function blamed(raws, place, look) {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof BallotError)) throw error;
    throw new Failure(error, { tracker: b64Sha256(raws[place]), place: place + 1, total: raws.length });
  }
}

/** 14. One ballot a household counts, its last one; as many households as the record states. @param {Case} one @returns {Finding} */
export function lastBallots(one) {
  const cast = need(one.ballots, "ballots");
  const counted = new Set(cast.map(({ credential }) => credential)).size;
  for (const { type, voted } of one.entriesOfVote()) {
    if (type !== "vote-closed" || voted === counted) continue;
    const error = new Crime("wrong-turnout", `vote-closed states ${voted} households, the ballots are of ${counted}`);
    throw new Failure(error, { stated: voted, counted });
  }
  one.counted = counted;
  return held("last-ballots.counted", { counted, replaced: cast.length - counted });
}

/** 19. The archive given is, byte for byte, the one that the two books give. @param {Case} one @returns {Finding} */
export function archiveDerived(one) {
  for (const name of ["replay", "vote-book"]) if (one.statuses[name] !== "pass") throw new Needs(name);
  const { archive: given } = one.evidence;
  const cast = one.bookLines.flatMap(({ entry }) => (entry?.type === "ballot" ? [entry] : []));
  const after = one.entriesOfVote().filter(({ type }) => AFTER.includes(type));
  let at = 0;
  for (const piece of archiveOf(need(one.book, "vote-book").setup, cast, after)) {
    for (const part of piece) {
      const isSame = sameBytes(given.subarray(at, at + part.length), part);
      require(isSame, "archive-differs", `differs from the record's after byte ${at}`);
      at += part.length;
    }
  }
  require(at === given.length, "archive-differs", `${given.length} bytes, the record gives ${at}`);
  return held("archive-derived.same", { bytes: at });
}
