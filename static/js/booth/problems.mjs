/** Troubles that have a panel of their own, and which panel is an error's. */

import { BallotError, BallotUsageError } from "../ballots/errors.mjs";
import { Unreachable } from "./delivery.mjs";
import { Unhelpful } from "./server.mjs";

/** A trouble with a panel of its own; the message is its name. */
export class Problem extends Error {}

/**
 * The name of the problem panel for an error.
 * @param {unknown} error
 */
export function problemOf(error) {
  if (error instanceof Problem) return error.message;
  if (error instanceof Unreachable) return "unreachable";
  if (error instanceof Unhelpful && error.status >= 500) return "busy";
  return error instanceof BallotError && !(error instanceof BallotUsageError) ? "tampered" : "failed";
}
