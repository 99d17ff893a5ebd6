/**
 * The way through the five panels: card, matter, choice, check, confirmation. Pure: `move(state, event)` gives the next
 * state; the page shows it. Secrets are not in the state.
 *
 * What holds at every step: nothing is sent before the person presses the one button of the check panel; while a
 * sealed ballot may or may not have arrived, the person can neither change it nor leave for another; once it is
 * recorded, going back shows that, and never sends again. Beside the way lie two panels that check the machine: `sealed`
 * shows a ballot's number, then it is either sent or `opened`, and an opened one is never sent.
 */

/** The panels in order. */
export const PANELS = ["card", "matter", "choice", "check", "confirmation"];

/**
 * @typedef {object} Journey
 * @property {string} panel
 * @property {string|null} vote uuid of the chosen vote
 * @property {boolean} complete whether every question has an allowed choice
 * @property {"shown"|"opened"|null} sealed what became of a ballot that was sealed to check the machine
 * @property {Delivery|null} delivery what became of the sealed ballot; null before the button was pressed
 *
 * @typedef {{type: string, [detail: string]: any}} Move
 *
 * @typedef {object} Delivery
 * @property {"sending"|"unsure"|"refused"|"recorded"} phase
 * @property {number} attempt counts from 1
 * @property {string} [code] why it was refused
 */

/**
 * Before a card was read.
 * @returns {Journey}
 */
export function begin() {
  return Object.freeze({ panel: "card", vote: null, complete: false, sealed: null, delivery: null });
}

/** @type {Record<string, (state: Journey, event: any) => Journey>} */
const MOVES = {
  /** The card (again): whatever was chosen is forgotten. */
  card: () => begin(),
  /** A vote was chosen from the card's list. */
  vote: (state, { uuid }) => ({ ...begin(), panel: "matter", vote: uuid }),
  /** The choice changed; `complete` says whether it may be sent. */
  choose: (state, { complete }) => ({ ...state, complete, sealed: null }),
  /** A panel was asked for: by a button or by the browser's Back and Forward. */
  show: (state, { panel }) => (isOpen(state, panel) ? { ...state, panel } : state),
  /** The number of a sealed ballot is shown, before anyone decides whether it is sent or opened. */
  seal: (state) => (maySend(state) ? { ...state, panel: "sealed", sealed: "shown" } : state),
  /** It was opened: it can be checked by anyone and sent by no one. */
  unseal: (state) => (state.sealed === "shown" ? { ...state, panel: "opened", sealed: "opened" } : state),
  /** The one button was pressed. */
  send: (state) => (maySend(state) ? { ...state, sealed: null, delivery: { phase: "sending", attempt: 1 } } : state),
  /** The same sealed ballot is being sent once more. */
  attempt: (state, { attempt }) => deliver(state, { phase: "sending", attempt }),
  /** No answer, and no more trying by itself. */
  unsure: (state) => deliver(state, { phase: "unsure" }),
  /** It is in the record. */
  recorded: (state) => deliver({ ...state, panel: "confirmation" }, { phase: "recorded" }),
  /** It is not in the record, and never will be. */
  refused: (state, { code }) => deliver(state, { phase: "refused", code }),
};

/**
 * The state after an event; an event that makes no sense now changes nothing.
 * @param {Journey} state
 * @param {Move} event
 * @returns {Journey}
 */
export function move(state, event) {
  const after = isOnItsWay(state) && !DELIVERY_EVENTS.includes(event.type) ? state : MOVES[event.type](state, event);
  return Object.freeze(after);
}

const DELIVERY_EVENTS = ["attempt", "unsure", "recorded", "refused"];

/**
 * Whether a sealed ballot may or may not have arrived.
 * @param {Journey} state
 */
export function isOnItsWay({ delivery }) {
  return delivery?.phase === "sending" || delivery?.phase === "unsure";
}

/** What became of a ballot on its way. @param {Journey} state @param {Partial<Delivery>} change @returns {Journey} */
function deliver(state, change) {
  return isOnItsWay(state) ? { ...state, delivery: { .../** @type {Delivery} */ (state.delivery), ...change } } : state;
}

/** @param {Journey} state */
function maySend({ panel, complete, delivery }) {
  return panel === "check" && complete && (!delivery || delivery.phase === "refused");
}

/** @param {Journey} state @param {string} panel */
function isOpen({ vote, complete, sealed, delivery }, panel) {
  if (delivery?.phase === "recorded") return panel === "confirmation";
  if (panel === "card") return true;
  if (panel === "confirmation" || !vote) return false;
  if (panel === "sealed") return sealed === "shown";
  if (panel === "opened") return sealed === "opened";
  return panel !== "check" || complete;
}

/**
 * Where the page really is after Back or Forward asked for `panel`.
 * @param {Journey} state
 * @param {string} panel
 */
export function settled(state, panel) {
  return move(state, { type: "show", panel }).panel;
}
