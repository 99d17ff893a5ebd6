/**
 * The JavaScript twin for tests/ballots/test_twins.py: a JSON list of requests on standard input, of answers on output.
 *
 *   {"act": "seal", "election": text, "card": c, "choices": [[0, 1]], "sequence": n} -> {"envelope": text, "opening": text}
 *   {"act": "check", "election": text, "envelope": text}  -> {"tracker": text}
 *   {"act": "single", "seed": text}                       -> {"key": text}
 *   {"act": "open", "election": text, "tally": text, "seed": text} -> {"partial": text}
 *   {"act": "check-partial", "election": text, "tally": text, "key": hex, "partial": text} -> {}
 * What is refused answers {"name": ..., "code": ...}.
 */

import { readFileSync } from "node:fs";
import { checkProofs } from "../../../static/js/ballots/acceptance.mjs";
import { householdSecret, voteSecret } from "../../../static/js/ballots/credentials.mjs";
import { parseElection } from "../../../static/js/ballots/election.mjs";
import { makeEnvelope, parseEnvelope } from "../../../static/js/ballots/envelope.mjs";
import { BallotError } from "../../../static/js/ballots/errors.mjs";
import { Element } from "../../../static/js/ballots/group.mjs";
import { printOpening, sealOpenable } from "../../../static/js/ballots/opening.mjs";
import { makeSingle, singleSecret } from "../../../static/js/ballots/single.mjs";
import { checkPartial, parseTally, partialDecryption } from "../../../static/js/ballots/tally.mjs";

const ACTS = {
  seal({ election: raw, card, choices, sequence }) {
    const election = parseElection(raw);
    const secret = voteSecret(householdSecret(card), election.uuid);
    const { ballot, opening } = sealOpenable(election, secret, choices);
    return { envelope: makeEnvelope(ballot, secret, sequence).raw, opening: printOpening(opening) };
  },
  check({ election, envelope: raw }) {
    const envelope = parseEnvelope(raw);
    checkProofs(envelope, parseElection(election));
    return { tracker: envelope.ballot.tracker };
  },
  single: ({ seed }) => ({ key: makeSingle(singleSecret(seed)) }),
  open({ election: raw, tally, seed }) {
    const election = parseElection(raw);
    return { partial: partialDecryption(election, parseTally(tally, election), singleSecret(seed)) };
  },
  "check-partial"({ election: raw, tally, key, partial }) {
    const election = parseElection(raw);
    checkPartial(election, parseTally(tally, election), Element.key(key), partial);
    return {};
  },
};

function answer(request) {
  try {
    return ACTS[request.act](request);
  } catch (error) {
    if (error instanceof BallotError) return { name: error.name, code: error.code };
    throw error;
  }
}

const requests = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(requests.map(answer)));
