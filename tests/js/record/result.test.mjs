/** What a count came to is believed only where every part proves itself and the numbers are what the total opens to. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256Hex } from "../../../static/js/ballots/hashes.mjs";
import { singleSecret } from "../../../static/js/ballots/single.mjs";
import { parseTally, partialDecryption } from "../../../static/js/ballots/tally.mjs";
import { requireNumbers } from "../../../static/js/record/result.mjs";
import { requireOutcome } from "../../../static/js/record/rules/count.mjs";
import { readWhole } from "../../../static/js/record/whole_vote.mjs";
import { COMMUNE, honest, SEEDS, SERVER_SECRET, UUID } from "../committee/world.mjs";

const AT = "2026-11-22T02:00Z";
const OUTCOME = { households: 5, needed: 3, questions: [[{ answer: 0, in_favour: 2, passed: false }]] };

/** A whole count of two yes, one no, one other; `change` spoils what the commune's book says before it is signed. */
function counted(change = () => {}) {
  const world = honest().close();
  const { election } = world.setup;
  const tally = parseTally(world.tally, election);
  [SERVER_SECRET, ...SEEDS.map(singleSecret)].forEach((secret, place) => {
    const partial = partialDecryption(election, tally, secret);
    const owned = JSON.stringify({ owner: place + 1, payload: sha256Hex(partial) });
    world.commune.add("partial-decryption", AT, { vote: UUID, partial, owned });
  });
  world.commune.add("result", AT, { vote: UUID, result: '{"result":[[2,1,1]]}', outcome: OUTCOME });
  change(world.commune, world);
  return world;
}

/** What the page does. */
async function checked(world) {
  const begun = [];
  const { published } = world.source();
  const told = { begin: (part) => void begun.push(part) };
  const { vote, setup, tally, voted } = await readWhole({ uuid: UUID, commune: COMMUNE }, published, told);
  const numbers = requireNumbers(vote, setup, tally, voted);
  requireOutcome(vote.result, setup, numbers);
  return { begun, numbers };
}

function refused(what, code, change) {
  test(what, async () => {
    await assert.rejects(checked(counted(change)), (error) => {
      assert.equal(error.code, code, String(error.stack));
      return true;
    });
  });
}

test("an honest count: the checks in their order, and the numbers", async () => {
  assert.deepEqual(await checked(counted()), { begun: ["books", "roll", "ballots", "tally"], numbers: [[2, 1, 1]] });
});

const result = (text) => (commune) => commune.change("result", (entry) => ({ ...entry, result: text }));
refused("one vote moved from no to yes", "wrong-result", result('{"result":[[3,0,1]]}'));
refused("more votes than households that voted", "wrong-result", result('{"result":[[5,1,1]]}'));
refused("a number too few", "wrong-result", result('{"result":[[2,1]]}'));
refused("a result that is no result", "wrong-result", result("{}"));
refused("an outcome that says passed", "wrong-outcome", (commune) => commune.change("result", (entry) => {
  const questions = [[{ answer: 0, in_favour: 2, passed: true }]];
  return { ...entry, outcome: { ...OUTCOME, questions } };
}));
refused("an outcome that needs fewer", "wrong-outcome", (commune) => commune.change("result", (entry) => ({
  ...entry, outcome: { ...OUTCOME, needed: 2, questions: [[{ answer: 0, in_favour: 2, passed: true }]] },
})));
refused("a part under another's number", "wrong-partial-decryption", (commune) => commune.change("partial-decryption", (entry) => ({
  ...entry, owned: JSON.stringify({ owner: 1, payload: sha256Hex(entry.partial) }),
})));
refused("a part whose proof is another's", "wrong-partial-decryption", (commune, world) => commune.change("partial-decryption", (entry) => {
  const partial = partialDecryption(world.setup.election, parseTally(world.tally, world.setup.election), 5n);
  return { ...entry, partial, owned: JSON.stringify({ owner: 4, payload: sha256Hex(partial) }) };
}));
refused("a part with another payload than it owns", "wrong-partial-decryption", (commune) => commune.change("partial-decryption", (entry) => ({
  ...entry, owned: JSON.stringify({ owner: 4, payload: "ab".repeat(32) }),
})));
refused("a part is missing", "wrong-result", (commune) => {
  const at = commune.findLastIndex((text) => JSON.parse(text).type === "partial-decryption");
  commune.splice(at, 1);
});
refused("no result yet", "no-result", (commune) => void commune.pop());
refused("a second result", "out-of-order", (commune) => void commune.push(commune[commune.length - 1]));
