/**
 * Bringing one sealed ballot into the record over a bad connection: the same bytes again and again, never another.
 *
 * Pure but for what it is given: `post` and the two questions reject with `Unreachable` when no answer came.
 */

/** No answer: the request may or may not have arrived. */
export class Unreachable extends Error {}

const PAUSES_MS = [1000, 2000, 4000, 8000];
const BUSY = [408, 425, 429, 500, 502, 503, 504];

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, any>} body parsed JSON, `{}` when there was none
 *
 * @typedef {object} Server
 * @property {() => Promise<Answer>} post sends the envelope
 * @property {() => Promise<Answer>} find asks for this ballot by its tracker: 200 when it is in the record
 * @property {(milliseconds: number) => Promise<void>} pause
 *
 * @typedef {{kind: "recorded", body: Record<string, any>}|{kind: "refused"|"unsure", code?: string}} Outcome
 */

/**
 * Sends until there is an answer, at most five times.
 * @param {Server} server
 * @param {(attempt: number) => void} onAttempt called before each try, counting from `first`
 * @param {number} first number of the first attempt, larger than 1 when an earlier round ended `unsure`
 * @returns {Promise<Outcome>}
 */
export async function deliver(server, onAttempt = () => {}, first = 1) {
  for (let round = 0; round <= PAUSES_MS.length; round += 1) {
    if (round) await server.pause(PAUSES_MS[round - 1]);
    onAttempt(first + round);
    const outcome = await attempt(server);
    if (outcome) return outcome;
  }
  return { kind: "unsure" };
}

/**
 * One try; null when it has to be tried again.
 * @param {Server} server
 * @returns {Promise<Outcome|null>}
 */
async function attempt(server) {
  const answer = await reached(server.post);
  if (!answer || BUSY.includes(answer.status)) return null;
  if (answer.status === 201) return { kind: "recorded", body: answer.body };
  // Refused, but an earlier try of these same bytes may have arrived unheard: the record says.
  const found = await reached(server.find);
  if (found?.status === 200) return { kind: "recorded", body: found.body };
  return found?.status === 404 ? { kind: "refused", code: answer.body.code ?? "malformed" } : null;
}

/** @param {() => Promise<Answer>} question */
async function reached(question) {
  try {
    return await question();
  } catch (error) {
    if (error instanceof Unreachable) return null;
    throw error;
  }
}
