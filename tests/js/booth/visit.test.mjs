/** A whole visit without a page: what is asked, what is sealed, what is sent, and what is never handed out. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { inspect } from "node:util";
import { checkProofs } from "../../../static/js/ballots/acceptance.mjs";
import { householdKey, householdSecret, voteCredential } from "../../../static/js/ballots/credentials.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { parseEnvelope } from "../../../static/js/ballots/envelope.mjs";
import { G } from "../../../static/js/ballots/group.mjs";
import { checkOpening } from "../../../static/js/ballots/opening.mjs";
import { Unreachable } from "../../../static/js/booth/delivery.mjs";
import { Problem } from "../../../static/js/booth/problems.mjs";
import { Unhelpful } from "../../../static/js/booth/server.mjs";
import { Visit } from "../../../static/js/booth/visit.mjs";

const CARD = "E5DfcBrLXohtt5ozi1j4t9";
const READ = { village: "dong-hoa", card: CARD };
const UUID = "LQPJ8JgSd243rN";
const KEY = householdKey(CARD);
const CREDENTIAL = voteCredential(KEY, UUID).hex;
const ELECTION = JSON.stringify({
  version: 1, description: "", name: "Họp thôn", group: "Ed25519", public_key: G.power(BigInt(7)).hex,
  questions: [{ answers: ["Đồng ý", "Không đồng ý", "Ý kiến khác"], min: 1, max: 1, question: "Hộ mình có đồng ý không?" }], uuid: UUID,
});

/** The server of a village with one open vote and one past; `posted` are the envelopes it was sent. */
class Village {
  posted = [];
  asked = [];
  listed = CREDENTIAL;
  election = ELECTION;
  lost = 0;

  lookup = async (village, key) => {
    this.asked.push({ village, key });
    if (key !== KEY.hex) return { status: 404, body: { code: "unknown-card" } };
    const votes = [{ uuid: UUID, state: "open", turn: "votes", commune: "dong-hoa" }, { uuid: "past", state: "closed" }];
    return { status: 200, body: { household: "DH-1", votes } };
  };

  exact = async (path) =>
    path.endsWith("election.json") ? new TextEncoder().encode(this.election) : Buffer.from(this.listed.slice(0, 6), "hex");

  last = async () => ({ sequence: this.posted.length, tracker: null });

  cast = async (uuid, raw) => {
    this.posted.push(raw);
    if (this.lost-- > 0) throw new Unreachable();
    return { status: 201, body: { index: 7 } };
  };

  ballot = async () => ({ status: 404, body: {} });
  logKey = async () => "log-key";
}

let village, visit;
const vote = () => visit.openVotes[0];

beforeEach(() => {
  village = new Village();
  visit = new Visit({ server: village, onMove() {}, drawn: async () => {}, pause: async () => {} });
});

/** As far as the check panel. */
async function chosen(selection = [[1, 0, 0]]) {
  await visit.open(READ);
  await visit.choose(vote());
  visit.go({ type: "show", panel: "choice" });
  visit.select(selection);
  visit.go({ type: "show", panel: "check" });
}

test("the straight way: one ballot, valid, of this household and no other", async () => {
  await chosen();
  const recorded = await visit.send();
  assert.equal(visit.journey.panel, "confirmation");
  assert.equal(village.posted.length, 1);
  const envelope = parseEnvelope(village.posted[0]);
  checkProofs(envelope, parseElection(ELECTION));
  assert.deepEqual([envelope.ballot.credential, envelope.sequence], [CREDENTIAL, 1]);
  const { answer, vkey, village: name } = recorded;
  assert.deepEqual({ answer, vkey, name }, { answer: { index: 7 }, vkey: "log-key", name: "dong-hoa" });
  assert.equal(recorded.envelope.raw, village.posted[0]);
  assert.equal(vote().tracker, envelope.ballot.tracker);
});

test("the server learns the key; neither it nor the page the secret", async () => {
  await chosen();
  const recorded = await visit.send();
  assert.deepEqual(village.asked, [{ village: "dong-hoa", key: KEY.hex }]);
  const { card, election, selection, journey } = visit;
  const told = inspect({ recorded, card, election, selection, journey, vote: visit.vote, posted: village.posted }, { depth: 9 });
  for (const secret of [CARD, String(householdSecret(CARD)), "Household"]) assert.ok(!told.includes(secret), secret);
});

test("what the server does not know, or cannot say now, is told apart", async () => {
  await assert.rejects(visit.open({ ...READ, card: "F5DfcBrLXohtt5ozi1j4t9" }), new Problem("unknown-card"));
  village.lookup = async () => ({ status: 503, body: {} });
  await assert.rejects(visit.open(READ), new Unhelpful(503));
  assert.equal(visit.card, null);
});

test("a failed scan leaves the card that was open, with its household's secret", async () => {
  const other = { village: "tay-hoa", card: "F5DfcBrLXohtt5ozi1j4t9" };
  await chosen();
  const before = visit.card;
  await assert.rejects(visit.open(other), new Problem("unknown-card"));
  village.lookup = async () => {
    throw new Unreachable();
  };
  await assert.rejects(visit.open(other), Unreachable);
  assert.deepEqual([visit.card, visit.journey.panel, visit.vote.uuid], [before, "check", UUID]);
  const recorded = await visit.send();
  assert.equal(recorded.village, "dong-hoa");
  assert.equal(parseEnvelope(village.posted[0]).ballot.credential, CREDENTIAL);
});

test("another vote's election is refused, and so is a list without this card", async () => {
  await visit.open(READ);
  village.election = ELECTION.replace(UUID, "MQPJ8JgSd243rN");
  await assert.rejects(visit.choose(vote()), new Problem("tampered"));
  village.election = ELECTION;
  village.listed = G.hex;
  await assert.rejects(visit.choose(vote()), new Problem("not-listed"));
  assert.equal(visit.journey.vote, null);
});

test("no answer: the same bytes are sent again, however often", async () => {
  await chosen();
  village.lost = 7;
  assert.equal(await visit.send(), null);
  assert.equal(visit.journey.delivery.phase, "unsure");
  assert.ok(visit.isOnItsWay && visit.isSealed);
  assert.ok(await visit.sendAgain());
  assert.equal(visit.journey.delivery.attempt, 8);
  assert.deepEqual([village.posted.length, new Set(village.posted).size], [8, 1]);
});

test("no answer before it is sealed: nothing was sent, and that is said", async () => {
  await chosen();
  village.last = async () => {
    throw new Unreachable();
  };
  assert.equal(await visit.send(), null);
  assert.deepEqual([visit.journey.delivery.code, village.posted], ["unreachable", []]);
  assert.ok(!visit.isOnItsWay);
});

test("a second press sends nothing more", async () => {
  await chosen();
  const [first, second] = await Promise.all([visit.send(), visit.send()]);
  assert.ok(first);
  assert.deepEqual([second, village.posted.length], [null, 1]);
});

test("a sequence number is never used twice in a visit, whatever the server says", async () => {
  village.last = async () => ({ sequence: 0, tracker: null });
  for (const choice of [[[1, 0, 0]], [[0, 1, 0]]]) {
    await chosen(choice);
    await visit.send();
  }
  assert.deepEqual(village.posted.map((raw) => parseEnvelope(raw).sequence), [1, 2]);
});

test("the ballot whose number was shown is the one that is cast", async () => {
  await chosen();
  const tracker = visit.sealFirst();
  visit.go({ type: "show", panel: "check" });
  await visit.send();
  assert.equal(parseEnvelope(village.posted[0]).ballot.tracker, tracker);
});

test("an opened ballot is the one whose number was shown, and is never sent", async () => {
  await chosen();
  assert.equal(visit.unseal(), null);
  const tracker = visit.sealFirst();
  const opening = visit.unseal();
  assert.equal(checkOpening(parseElection(ELECTION), opening).tracker, tracker);
  assert.deepEqual(opening.choices, [[1, 0, 0]]);
  visit.go({ type: "show", panel: "check" });
  await visit.send();
  assert.notEqual(parseEnvelope(village.posted[0]).ballot.tracker, tracker);
});

test("after another choice the ballot sealed before is not sent", async () => {
  await chosen();
  const tracker = visit.sealFirst();
  visit.go({ type: "show", panel: "choice" });
  visit.select([[0, 1, 0]]);
  visit.go({ type: "show", panel: "check" });
  await visit.send();
  assert.notEqual(parseEnvelope(village.posted[0]).ballot.tracker, tracker);
});

test("forgotten: nothing of card, choice and ballot is left; a ballot on its way stays so", async () => {
  await chosen();
  village.lost = 9;
  await visit.send();
  const secret = String(householdSecret(CARD));
  const kept = () => inspect({ ...visit, server: null }, { depth: 9 });
  assert.ok(kept().includes(secret));
  visit.forget();
  const left = kept();
  for (const gone of [secret, CREDENTIAL, KEY.hex, "DH-1", "Họp thôn"]) assert.ok(!left.includes(gone), gone);
  assert.ok(visit.isOnItsWay && !visit.isSealed);
});
