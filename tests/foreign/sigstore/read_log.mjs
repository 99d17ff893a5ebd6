// Reads logs that Đình wrote with sigstore-js's own code (@sigstore/verify), which knows nothing of Đình.
//
//   node read_log.mjs DIR...        a JSON line of counts or a complaint for each folder; exits 1 after a complaint
//
// A folder holds vkey, checkpoint, tile/entries/... and receipts/*.tlog-proof. What is ours here only takes files apart:
// the note, its signature, size and root, and every inclusion proof are read and judged by sigstore. It finds the key by
// the C2SP key hash (as for Rekor v2) and by the name on the signature line, and verifies Ed25519; it does not compare the
// origin with the key's name, so the callers look at the origin printed here.
//
// sigstore makes none of this public, so package.json pins the exact version; a new one may ask for changes here.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const require = createRequire(import.meta.url);
const { crypto } = require("@sigstore/core");
const { verifyTLogInclusion } = require("@sigstore/verify/dist/tlog/index.js");
const { LogCheckpoint, verifyCheckpoint } = require("@sigstore/verify/dist/tlog/checkpoint.js");

const ED25519 = 1;
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex"); // RFC 8410: what stands before the 32 bytes in DER

/** The log of a verifier key as sigstore knows logs: by the key's full hash, of which a signature line shows four bytes. */
function logOf(vkey) {
  const [name, short, ...key] = vkey.split("+");
  const raw = Buffer.from(key.join("+"), "base64");
  const logID = createHash("sha256").update(`${name}\n`).update(raw).digest();
  if (raw[0] !== ED25519 || logID.subarray(0, 4).toString("hex") !== short) throw new Error("not an Ed25519 verifier key");
  const publicKey = crypto.createPublicKey(Buffer.concat([SPKI_PREFIX, raw.subarray(1)]));
  return { logID, baseURL: name, publicKey, validFor: { start: new Date(0), end: new Date(8.64e15) } };
}

/** All entries of a log of this size, from its bundles of 256; fewer than 256,000, so that each path is a number. */
function entriesOf(folder, size) {
  const entries = [];
  for (let start = 0; start < size; start += 256) {
    const width = Math.min(256, size - start);
    const number = String(start / 256).padStart(3, "0");
    const data = readFileSync(join(folder, "tile/entries", width === 256 ? number : `${number}.p/${width}`));
    for (let at = 0; at < data.length; ) {
      const end = at + 2 + data.readUInt16BE(at);
      entries.push(data.subarray(at + 2, end));
      at = end;
    }
  }
  return entries;
}

function checkReceipt(text, entries, log) {
  const split = text.indexOf("\n\n");
  const note = text.slice(split + 2);
  const [, index, ...path] = text.slice(0, split).split("\n");
  const logIndex = index.replace(/^index /, "");
  const { origin, logSize, logHash } = LogCheckpoint.fromString(note);
  const hashes = path.map((one) => Buffer.from(one, "base64"));
  const checkpoint = { envelope: note };
  const inclusionProof = { logIndex, rootHash: logHash, treeSize: String(logSize), hashes, checkpoint };
  const logId = { keyId: log.logID };
  verifyTLogInclusion({ logIndex, logId, inclusionProof, canonicalizedBody: entries[Number(logIndex)] }, [log]);
  return origin;
}

/** Checks a folder; `at` is told what is being looked at. */
function counts(folder, at) {
  const log = logOf(readFileSync(join(folder, "vkey"), "utf8"));
  at("checkpoint");
  const envelope = readFileSync(join(folder, "checkpoint"), "utf8");
  const checkpoint = verifyCheckpoint({ inclusionProof: { checkpoint: { envelope } } }, [log]);
  const Size = Number(checkpoint.logSize);
  const entries = entriesOf(folder, Size);
  const receipts = readdirSync(join(folder, "receipts")).sort();
  const origins = new Set([checkpoint.origin]);
  for (const name of receipts) {
    at(name);
    origins.add(checkReceipt(readFileSync(join(folder, "receipts", name), "utf8"), entries, log));
  }
  return { Origins: [...origins].sort(), Size, Entries: entries.length, Receipts: receipts.length };
}

for (const folder of process.argv.slice(2)) {
  let looking = "";
  try {
    console.log(JSON.stringify(counts(folder, (what) => (looking = what))));
  } catch (fault) {
    console.error(`sigstore: ${basename(folder)}: ${looking}: ${fault.message}`);
    process.exitCode = 1;
  }
}
