/** Sending something an official has made to the server's own pages. */

/** No answer: it may or may not have arrived. */
export class NoAnswer extends Error {}

/** Nobody is signed in any more: nothing was stored, and what was made stays on the page. */
export class SignedOut extends NoAnswer {}

/** The server said no. */
export class Refused extends Error {}

const SIGN_IN_FIRST = 401;
const STALE = 400;

/**
 * Posts an exact JSON text; resolves with the answer when it is stored.
 * @param {HTMLElement} root element with `data-post` and `data-csrf`
 * @param {string} body
 * @param {string} address where it goes instead of `data-post`
 */
export async function post(root, body, address = root.dataset.post ?? "") {
  let answer = await sent(root, body, address);
  if (answer.status === STALE && (await takeToday(root))) answer = await sent(root, body, address);
  if (answer.status === SIGN_IN_FIRST) throw new SignedOut();
  if (!answer.ok) throw answer.status >= 500 ? new NoAnswer() : new Refused(String(answer.status));
  return answer;
}

/**
 * @param {HTMLElement} root
 * @param {string} body
 * @param {string} address
 */
async function sent(root, body, address) {
  const { csrf } = root.dataset;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf ?? "" };
  try {
    return await fetch(address, { method: "POST", body, headers, redirect: "error" });
  } catch {
    throw new NoAnswer();
  }
}

/**
 * After another sign-in in this browser the page's token is old; the same page has a new one. Whether it was another.
 * @param {HTMLElement} root
 */
async function takeToday(root) {
  try {
    const page = await fetch(location.href, { redirect: "error" });
    const token = /data-csrf="([^"]+)"/u.exec(await page.text())?.[1]; // trusted types allow no parser
    if (!token || token === root.dataset.csrf) return false;
    root.dataset.csrf = token;
    return true;
  } catch {
    return false;
  }
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
