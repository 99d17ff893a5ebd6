/** Receipts and policies. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { LedgerError } from "../../../static/js/ledger/errors.mjs";
import { isSatisfied, parsePolicy } from "../../../static/js/ledger/policy.mjs";
import { checkReceipt } from "../../../static/js/ledger/tlog_proof.mjs";
import { bytes, expect, vectors } from "./vectors.mjs";

const receipts = vectors("receipts");

function check({ text, entry = receipts.entry, log = receipts.log, policy }) {
  const receipt = checkReceipt(text, bytes(entry), log, policy && parsePolicy(policy));
  return [receipt.index, Object.fromEntries(receipt.cosigned)];
}

expect("receipt", receipts.cases, check, ({ index, cosigned }) => [index, cosigned]);

test("any changed byte of a receipt is refused", () => {
  const good = receipts.cases.find(({ name }) => name === "good");
  const policy = parsePolicy(good.policy);
  const raw = bytes(good.text);
  for (let at = 0; at < raw.length; at += 7) {
    for (const mask of [1, 32, 128]) {
      const changed = raw.map((byte, place) => (place === at ? byte ^ mask : byte));
      assert.throws(() => checkReceipt(changed, bytes(receipts.entry), receipts.log, policy), LedgerError, `${at}`);
    }
  }
});

const policies = vectors("policies");
const policy = parsePolicy(policies.policy);

expect("policy", policies.texts, ({ text }) => void parsePolicy(text));
expect("judged", policies.judged, ({ text }) => Object.fromEntries(policy.judge(text).cosigned), ({ cosigned }) => cosigned);

test("quorums", () => {
  for (const one of policies.quorums) {
    assert.equal(isSatisfied(parsePolicy(one.policy), new Set(one.names)), one.satisfied, one.names.join());
  }
});
