/** Sending something an official has made to the server's own pages. */

/** No answer: it may or may not have arrived. */
export class NoAnswer extends Error {}

/** The server said no. */
export class Refused extends Error {}

/**
 * Posts an exact JSON text; resolves when it is stored.
 * @param {HTMLElement} root element with `data-post` and `data-csrf`
 * @param {string} body
 */
export async function post(root, body) {
  const { post: address, csrf } = root.dataset;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf ?? "" };
  let answer;
  try {
    answer = await fetch(/** @type {string} */ (address), { method: "POST", body, headers, redirect: "error" });
  } catch {
    throw new NoAnswer();
  }
  if (!answer.ok) throw answer.status >= 500 ? new NoAnswer() : new Refused(String(answer.status));
}

/**
 * Tells the page that the work is done, and leads on where it says so.
 * @param {HTMLElement} root
 */
export function finish(root) {
  root.dataset.state = "done";
  root.dispatchEvent(new CustomEvent("dinh:done", { bubbles: true }));
  if (root.dataset.next) location.assign(root.dataset.next);
}
