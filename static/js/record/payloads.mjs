/** What stands beside a book, named by its SHA-256. Twin of voting/record/payloads.py. */

import { sha256Hex } from "../ballots/hashes.mjs";
import { require } from "./errors.mjs";

/** @import { Entry } from "./entries.mjs" */

/** The SHA-256 (hex) of every payload the entry refers to; papers shown with a vote are not payloads. @param {Entry} entry @returns {string[]} */
export function namesIn({ type, credentials, pseudonyms }) {
  if (type === "vote-opened") return [credentials];
  return type === "subject-opened" ? [pseudonyms] : [];
}

/** These bytes, which must have the hash they are named by; else `wrong-setup`. @param {string} name @param {Uint8Array} raw */
export function requireNamed(name, raw) {
  require(sha256Hex(raw) === name, "wrong-setup", `payload ${name} has another hash`);
  return raw;
}
