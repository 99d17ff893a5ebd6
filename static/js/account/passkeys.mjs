/** Asks the device for a passkey and sends what it answers in the form's own hidden field; the server judges it. */

import { find, findAll, onAct, say, slot } from "../page/dom.mjs";
import { bytesOf, textOf } from "./base64url.mjs";

/** @typedef {{id: string, type: PublicKeyCredentialType}} Named a key, as the server names it */

/** Every place on the page where a passkey may be shown or made. */
export function offerPasskeys() {
  for (const root of findAll(document, "[data-passkey]")) new Passkey(root);
}

/** One such place. */
class Passkey {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.asked = JSON.parse(/** @type {string} */ (root.dataset.asked));
    this.busy = false;
    this.able().then((can) => (can ? this.offer() : this.tell("unable")));
  }

  /** The key stands first then, and what else there is waits folded. */
  offer() {
    slot(this.root, "offer").hidden = false;
    for (const other of findAll(document, "details[data-otherwise]")) other.removeAttribute("open");
    onAct(this.root, (name) => name && this.begin());
    window.addEventListener("pageshow", () => this.free()); // also when Back brings the page as it was left
  }

  /** Whether this browser has passkeys, at this address; where it is to be this device's own, whether that has one. */
  async able() {
    const host = window.location.hostname;
    const id = this.asked.rpId || this.asked.rp.id;
    if (!window.PublicKeyCredential || !navigator.credentials) return false;
    if (host !== id && !host.endsWith(`.${id}`)) return false;
    return this.root.dataset.own === undefined || knowsItsOwner();
  }

  /** One prompt at a time, however often the button is pressed; what is sent once is not sent again. */
  async begin() {
    if (this.busy) return;
    this.busy = true;
    slot(this.root, "said").hidden = true;
    try {
      const field = /** @type {HTMLInputElement} */ (find(this.root, "[name=passkey]"));
      field.value = JSON.stringify(await (this.root.dataset.passkey === "make" ? this.make() : this.show()));
      /** @type {HTMLFormElement} */ (field.form).submit();
    } catch (error) {
      this.free();
      this.tell(reason(error));
    }
  }

  free() {
    this.busy = false;
  }

  /** @param {string} variant */
  tell(variant) {
    const said = slot(this.root, "said");
    said.hidden = false;
    say(said, variant);
  }

  /** A key that the device has, and that its owner has opened. */
  async show() {
    const publicKey = { ...this.asked, challenge: bytesOf(this.asked.challenge) };
    const shown = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey }));
    const answer = /** @type {AuthenticatorAssertionResponse} */ (shown.response);
    return handed(shown, {
      authenticatorData: textOf(answer.authenticatorData),
      signature: textOf(answer.signature),
      userHandle: textOf(answer.userHandle || new ArrayBuffer(0)),
    });
  }

  /** A new key. */
  async make() {
    const user = { ...this.asked.user, id: bytesOf(this.asked.user.id) };
    const known = this.asked.excludeCredentials.map((/** @type {Named} */ one) => ({ ...one, id: bytesOf(one.id) }));
    const publicKey = { ...this.asked, user, challenge: bytesOf(this.asked.challenge), excludeCredentials: known };
    const made = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({ publicKey }));
    const answer = /** @type {AuthenticatorAttestationResponse} */ (made.response);
    return handed(made, { attestationObject: textOf(answer.attestationObject) });
  }
}

/** Whether the device itself opens keys by finger, face or code. */
async function knowsItsOwner() {
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}

/**
 * What the server reads.
 * @param {PublicKeyCredential} key
 * @param {Record<string, string>} response
 */
function handed({ id, rawId, type, response: { clientDataJSON } }, response) {
  return { id, rawId: textOf(rawId), type, response: { clientDataJSON: textOf(clientDataJSON), ...response } };
}

/**
 * Which sentence says why nothing came of it.
 * @param {unknown} error
 */
function reason(error) {
  const name = error instanceof Error ? error.name : "";
  if (name === "InvalidStateError") return "known";
  return name === "NotAllowedError" || name === "AbortError" ? "cancelled" : "unable";
}
