/**
 * What the browser says of households' receipts, for tests/verifier/test_receipts_twin.py: `node receipts.mjs FILE` with
 * `{vkey, vote, policy, entry, receipts: [text]}` prints, for each, `[index, witnesses or null]` or the refusal's code.
 */

import { readFileSync } from "node:fs";
import { LedgerError } from "../../../static/js/ledger/errors.mjs";
import { parsePolicy } from "../../../static/js/ledger/policy.mjs";
import { RecordError } from "../../../static/js/record/errors.mjs";
import { checkHouseholdReceipt } from "../../../static/js/record/receipts.mjs";

const { vkey, vote, policy, entry, receipts } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const bytes = new TextEncoder().encode(entry);

async function judge(text) {
  try {
    const { index, cosigned } = await checkHouseholdReceipt(text, bytes, vkey, vote, async () => parsePolicy(policy));
    return [index, cosigned && [...cosigned.keys()].sort()];
  } catch (error) {
    if (error instanceof LedgerError || error instanceof RecordError) return error.code;
    throw error;
  }
}

process.stdout.write(JSON.stringify(await Promise.all(receipts.map(judge))));
