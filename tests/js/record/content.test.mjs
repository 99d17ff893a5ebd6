/** A vote is of a matter that was announced, with the very content; the hash is Python's (tests/vectors/contents.json). */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { contentHash } from "../../../static/js/record/content.mjs";
import { replayCommune } from "../../../static/js/record/replay.mjs";
import { ORIGIN, Setup, World } from "../committee/world.mjs";

const CONTENTS = JSON.parse(readFileSync(new URL("../../vectors/contents.json", import.meta.url), "utf8"));
const setup = new Setup();

test("the same content has the same hash here and in Python", () => {
  for (const { title, description, questions, documents, hash } of CONTENTS) {
    const { version, group, public_key, uuid } = JSON.parse(setup.election.raw);
    const raw = JSON.stringify({ version, description, name: title, group, public_key, questions, uuid });
    const election = parseElection(raw);
    assert.equal(contentHash(election.name, election.description, election.questions, documents), hash, title);
  }
});

/** The commune's book of a world, replayed. */
function asked({ commune, signer }) {
  const entries = Array.from(commune, (text) => new TextEncoder().encode(text));
  replayCommune({ entries, origin: ORIGIN, vkey: signer.vkey() });
}

const world = () => new World({ setup });
const refused = (made, code) => assert.throws(() => asked(made), { code });
const ended = { matter: "MatterMatterMa", by: "head", papers: [], ending: "cancelled", reason: "xin thôi" };
const turned = { matter: "MatterMatterMa", by: "head", papers: [], channel: "meeting", reason: "bà con muốn họp" };

test("a vote that was announced is opened", () => asked(world().open()));

test("a vote of no matter, of another village's, or of one that has ended or goes another way", () => {
  refused(world().open({ announced: false }), "step-missing");
  refused(world().announce({ village: "thon-doai" }).open({ announced: false }), "unknown-matter");
  for (const [type, fields] of [["matter-ended", ended], ["matter-turned", turned]]) {
    const made = world().announce();
    made.commune.add(type, "2026-11-19T01:00Z", fields);
    refused(made.open({ announced: false }), "step-missing");
  }
});

test("a notice that comes after the opening", () => {
  refused(world().open({ announced: false }).announce({ at: "2026-11-20T01:00Z" }), "step-missing");
});

test("another content than was announced", () => refused(world().announce({ title: "Bán đất" }).open({ announced: false }), "wrong-step"));
