/** A counting member's device believes nothing it was not shown: each way to feed it another total has its refusal. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { G } from "../../../static/js/ballots/group.mjs";
import { singleSecret } from "../../../static/js/ballots/single.mjs";
import { printTally } from "../../../static/js/ballots/tally.mjs";
import { examine, requireEnough, requireGrown } from "../../../static/js/committee/examination.mjs";
import { refusalOf } from "../../../static/js/committee/refusals.mjs";
import { treeRoot } from "../../../static/js/ledger/merkle.mjs";
import { bundles, COMMUNE, honest, ORIGIN, SEEDS, Setup, Signer, UUID, World } from "./world.mjs";

const VOTE = { uuid: UUID, commune: COMMUNE };
const [C, V] = [`/communes/${COMMUNE}/log/`, `/votes/${UUID}/log/`];
const examined = (world, spoil) => examine(VOTE, world.source(spoil), () => {});

/** What the page does from fetching to showing the number. */
async function opened(world, spoil) {
  const found = await examined(world, spoil);
  requireEnough(found);
  return found;
}

/** A test of one crime: refused by this code, for which the page has this sentence. */
function refused(what, code, sentence, make) {
  test(what, async () => {
    const { world, spoil } = make();
    await assert.rejects(opened(world, spoil), (error) => {
      assert.deepEqual(refusalOf(error), { code, sentence }, String(error.stack));
      return true;
    });
  });
}

test("an honest record: the number of households, the total of their last ballots, the members' keys", async () => {
  const world = honest().close();
  const steps = [];
  const found = await examine(VOTE, world.source(), (what, done, total) => void steps.push(`${what} ${done}/${total}`));
  assert.deepEqual([found.voted, found.households, found.election.name], [4, 5, "Giờ thu gom rác"]);
  assert.equal(printTally(found.tally), world.tally);
  assert.equal(found.vkey, world.signer.vkey());
  assert.deepEqual(found.trustees.owners.slice(1).map(({ key }) => key.hex), SEEDS.map((seed) => G.power(singleSecret(seed)).hex));
  assert.deepEqual(steps, ["reading 21/21", "reading 6/6", ...[1, 2, 3, 4, 5, 6].map((done) => `checking ${done}/6`)]);
});

test("an extended vote with sealed books and a replaced card", async () => {
  const world = new World().open().cast(0, 0).cast(1, 1);
  world.commune.add("books-sealed", "2026-11-20T03:00Z", { books: [{ book: UUID, ...world.seal }] }, "");
  const closes_at = "2026-11-23T01:00Z";
  const index = world.commune.add("vote-extended", "2026-11-21T01:00Z", { vote: UUID, closes_at, reason: "mưa lũ", by: "head" });
  const extended_leaf = Buffer.from(world.commune.leaves[index]).toString("hex");
  world.vote.add("closing-moved", "2026-11-21T01:00Z", { vote: UUID, extended_index: index, extended_leaf, closes_at });
  world.cast(2, 2, 1, "2026-11-22T12:00Z").close({ at: closes_at });
  assert.equal((await opened(world)).voted, 3);
});

const one = (world) => [world.envelopes[0].ballot];

refused("one ballot as the total, in the tally of the commune's book too", "wrong-tally", "wrongTally", () => {
  const world = honest();
  return { world: world.close({ counted: one(world) }) };
});

refused("one ballot as the total that the member is asked to open", "wrong-tally", "wrongTally", () => {
  const world = honest();
  const { tally } = honest().close({ counted: one(world) });
  world.close().tally = tally;
  return { world };
});

refused("several copies of one ballot as the total", "wrong-tally", "wrongTally", () => {
  const world = honest();
  return { world: world.close({ counted: [...one(world), ...one(world), ...one(world)] }) };
});

refused("duplicates of one ballot in the vote's book", "duplicate", "wrongBallot", () => {
  const world = new World().open().cast(0, 0).cast(0, 0).cast(0, 0);
  return { world: world.close() };
});

refused("a first ballot kept back and brought in after the second", "old-sequence", "wrongBallot", () => ({
  world: new World().open().cast(1, 0).cast(2, 0).cast(0, 2, 2).cast(0, 0, 1).close(),
}));

refused("a book of one household's ballot alone", "too-few", "tooFew", () => ({ world: new World().open().cast(0, 0).close() }));
refused("two ballots of five households", "too-few", "tooFew", () => ({ world: new World().open().cast(0, 0).cast(1, 0).close() }));

test("a hamlet of two households may open its two ballots", async () => {
  const setup = new Setup(UUID, { cards: ["1111111111111111111111", "zzzzzzzzzzzzzzzzzzzzzz"] });
  assert.equal((await opened(new World({ setup }).open().cast(0, 0).cast(1, 0).close())).voted, 2);
  await assert.rejects(opened(new World({ setup }).open().cast(0, 0).close({ at: "2026-11-22T01:00Z" })), { code: "too-few" });
});

refused("two households stated where the roll has five", "wrong-step", "wrongEntry", () => {
  const setup = new Setup(UUID, { cards: ["1111111111111111111111", "zzzzzzzzzzzzzzzzzzzzzz"] });
  const world = new World({ setup });
  world.commune.change("roll-frozen", (entry) => ({ ...entry, households: 5, added: 5 }));
  return { world: world.open().cast(0, 0).cast(1, 0).close() };
});

refused("a truncated vote's book, signed", "wrong-closing", "wrongClosing", () => {
  const world = honest().close();
  world.vote.length = 4;
  return { world };
});

refused("a truncated vote's book under the old signature", "tile-malformed", "incomplete", () => {
  const world = honest().close();
  const [[, short]] = bundles(world.vote.slice(0, 4));
  return { world, spoil: (files) => files.set(`${V}tile/entries/000.p/6`, short) };
});

refused("a ballot taken out and another put twice, under the old signature", "wrong-root", "incomplete", () => {
  const world = honest().close();
  const other = honest();
  other.vote.splice(2, 1, other.vote[1]);
  return { world, spoil: (files) => files.set(`${V}tile/entries/000.p/6`, bundles(other.vote)[0][1]) };
});

refused("an unsigned book", "signature-missing", "unsigned", () => {
  const stranger = new Signer(9);
  const world = honest().close();
  return { world, spoil: (files) => files.set(`${V}checkpoint`, stranger.checkpoint(`${ORIGIN}/${UUID}`, world.vote.leaves)) };
});

refused("the commune's book signed with another key than it is served with", "signature-missing", "unsigned", () => {
  const world = honest().close();
  return { world, spoil: (files) => files.set(`${C}checkpoint`, new Signer(9).checkpoint(ORIGIN, world.commune.leaves)) };
});

refused("the commune's book in place of the vote's", "signature-missing", "unsigned", () => {
  const world = honest().close();
  return { world, spoil: (files) => files.set(`${V}checkpoint`, files.get(`${C}checkpoint`)) };
});

refused("a commune's key that its own book does not name", "wrong-log", "unsigned", () => {
  const world = honest().close();
  world.signer = new Signer(9);
  return { world };
});

refused("a book that goes on after the closing", "wrong-closing", "wrongClosing", () => ({
  world: honest().close().cast(4, 1, 1, "2026-11-21T23:00Z"),
}));

refused("a vote-closed with a household less than are counted", "wrong-tally", "wrongTally", () => ({
  world: honest().close({ change: { voted: 3 } }),
}));

for (const [what, change] of Object.entries({
  "another size": { size: 7 }, "another root": { root: "0".repeat(64) }, "a ballot less": { ballots: 4 }, "another head of the archive": { head: "0".repeat(64) },
})) {
  refused(`a vote-closed with ${what}`, "wrong-closing", "wrongClosing", () => ({ world: honest().close({ change }) }));
}

refused("a book with another vote-closed after the first", "out-of-order", "wrongEntry", () => {
  const world = new World().open().cast(0, 0).cast(1, 1).cast(2, 0).close();
  return { world: world.cast(3, 1, 1, "2026-11-21T23:00Z").close() };
});

refused("a commune's book that is shorter than the closing", "not-closed", "notClosed", () => {
  const world = honest().close();
  world.commune.length -= 2;
  return { world };
});

refused("a commune's book without the tally", "not-tallied", "notClosed", () => {
  const world = honest().close();
  world.commune.length -= 1;
  return { world };
});

refused("a commune's book cut short under its signature", "tile-malformed", "incomplete", () => {
  const world = honest().close();
  const [[, short]] = bundles(world.commune.slice(0, 4));
  return { world, spoil: (files) => files.set(`${C}tile/entries/000.p/${world.commune.length}`, short) };
});

refused("a vote closed too early", "closed-too-early", "wrongEntry", () => ({ world: honest().close({ at: "2026-11-21T01:00Z" }) }));

refused("a cancelled vote", "cancelled", "cancelled", () => {
  const world = honest();
  world.commune.add("vote-cancelled", "2026-11-21T01:00Z", { vote: UUID, ...world.seal, reason: "nhầm ngày", by: "head" });
  return { world };
});

refused("a vote that was never opened", "never-opened", "neverOpened", () => ({ world: new World() }));

refused("a vote that was opened twice", "wrong-setup", "wrongEntry", () => {
  const world = honest();
  world.commune.push(world.commune[world.opening]);
  return { world: world.close() };
});

refused("a vote's book that begins with another opening", "wrong-opening", "wrongTies", () => {
  const world = honest();
  world.vote.change("book-started", (entry) => ({ ...entry, opened_index: 1 }));
  return { world: world.close() };
});

refused("a seal that the vote's book never had", "wrong-seal", "wrongTies", () => {
  const world = honest();
  const books = [{ book: UUID, size: 2, root: "0".repeat(64) }];
  world.commune.add("books-sealed", "2026-11-20T05:00Z", { books }, "");
  return { world: world.close() };
});

refused("a closing time moved in the commune's book alone", "wrong-move", "wrongTies", () => {
  const world = honest();
  const fields = { vote: UUID, closes_at: "2026-11-23T01:00Z", reason: "mưa lũ", by: "head" };
  world.commune.add("vote-extended", "2026-11-21T01:00Z", fields);
  return { world: world.close({ at: "2026-11-23T01:00Z" }) };
});

refused("an election of another vote", "wrong-setup", "wrongEntry", () => {
  const setup = new Setup();
  setup.election = new Setup("MQPJ8JgSd243rN").election;
  return { world: new World({ setup }).open().close() };
});

refused("other questions shown to the households than the record has", "wrong-election", "wrongElection", () => {
  const world = honest().close();
  world.served = new Setup(UUID, { question: "Ông bà có đồng ý bán đất không?" }).election.raw;
  return { world };
});

refused("ballots for other questions of the same vote", "wrong-election", "wrongElection", () => {
  const other = new Setup(UUID, { question: "Ông bà có đồng ý bán đất không?" });
  const world = new World().open();
  world.vote.add("ballot", "2026-11-20T02:00Z", { vote: UUID, envelope: JSON.parse(other.envelope(0, 0).raw) });
  return { world: world.close() };
});

refused("a ballot whose proof was changed", "bad-proof", "wrongBallot", () => {
  const world = honest();
  world.vote.change("ballot", (entry) => {
    entry.envelope.ballot.answers[0].overall_proof[0].response = "1";
    return entry;
  });
  return { world: world.close() };
});

refused("a ballot of nobody on the list", "unknown-credential", "wrongBallot", () => {
  const stranger = new Setup(UUID, { cards: ["strangerstrangerstrang"] });
  const world = honest();
  world.vote.add("ballot", "2026-11-20T09:00Z", { vote: UUID, envelope: JSON.parse(stranger.envelope(0, 0).raw) });
  return { world: world.close() };
});

refused("a ballot after the closing time", "not-open", "wrongBallot", () => ({
  world: honest().cast(4, 1, 1, "2026-11-22T01:00Z").close(),
}));

refused("another list of credentials than the one named", "wrong-setup", "wrongEntry", () => {
  const world = honest().close();
  return { world, spoil: (files) => files.set([...files.keys()].find((path) => path.includes("payloads")), "[]") };
});

refused("a server's key that cancels a member's", "weak-key", "wrongEntry", () => {
  const setup = new Setup();
  const trustees = JSON.parse(setup.trustees);
  trustees[1] = trustees[2];
  setup.trustees = JSON.stringify(trustees);
  return { world: new World({ setup }).open().close() };
});

refused("two answers that look alike", "wrong-text", "wrongEntry", () => {
  const setup = new Setup();
  setup.election = { ...setup.election, raw: setup.election.raw.replace("Không đồng ý", "Đồng\u00a0ý") };
  return { world: new World({ setup }).open().close() };
});

refused("an entry of a kind this version does not know", "unknown-entry-type", "wrongEntry", () => {
  const world = honest();
  world.commune.add("vote-closed-quietly", "2026-11-21T01:00Z", { vote: UUID });
  return { world: world.close() };
});

test("what cannot be had is no refusal: it can be tried again", async () => {
  const missing = (files) => files.delete(`${V}tile/entries/000.p/6`);
  await assert.rejects(examined(honest().close(), missing), (error) => refusalOf(error) === null);
});

test("a commune's book that is shorter than, or another than, this device has seen", async () => {
  const seen = (book) => ({ size: book.leaves.length, root: treeRoot(book.leaves) });
  const { commune } = await examined(honest().close());
  requireGrown(commune, null);
  requireGrown(commune, seen(commune));
  const before = honest().commune;
  requireGrown(commune, seen(before));
  const longer = honest().close();
  longer.commune.add("roll-frozen", "2026-11-23T00:00Z", { households: 5, commitment: "cd".repeat(32), added: 0, removed: 0 });
  for (const other of [longer.commune, new World().open().cast(1, 1).close({ at: "2026-11-22T02:00Z" }).commune]) {
    assert.throws(() => requireGrown(commune, seen(other)), { code: "rolled-back" });
  }
});
