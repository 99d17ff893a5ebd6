/** Who watches a commune's book, as its server says: whose lines under a seal are known. */

import { LedgerError } from "../ledger/errors.mjs";
import { parsePolicy } from "../ledger/policy.mjs";
import { parseTlogProof } from "../ledger/tlog_proof.mjs";
import { partsOf } from "../record/receipts.mjs";

/** @import { Policy } from "../ledger/policy.mjs" */

/**
 * A text beside the commune's book, whose address the receipt's origin `<host>/<commune>/<uuid>` names.
 * @param {string} text
 * @param {"log.vkey"|"policy"} name
 */
export async function asked(text, name) {
  const [origin] = parseTlogProof(partsOf(text).ballot).note.split("\n", 1);
  const commune = /** @type {string} */ (origin.split("/").slice(-2)[0]);
  const answer = await fetch(`/api/v1/communes/${encodeURIComponent(commune)}/log/${name}`);
  if (!answer.ok) throw new TypeError(`no ${name}`);
  return answer.text();
}

/** Policies asked for, by origin: a receipt can be checked again without a network. @type {Map<string, Policy>} */
const POLICIES = new Map();

/**
 * Who watches the commune's book, null where nobody can be asked: the ballot's own proof does not need it.
 * @param {string} text
 * @returns {Promise<Policy|null>}
 */
export async function knownPolicy(text) {
  const origin = text.split("\n\n", 2)[1].split("\n", 1)[0];
  try {
    const found = POLICIES.get(origin) ?? parsePolicy(await asked(text, "policy"));
    POLICIES.set(origin, found);
    return found;
  } catch (error) {
    if (error instanceof TypeError || error instanceof LedgerError) return null;
    throw error;
  }
}
