/** Supervision by the two boards, and the road of a recommendation. Twin of voting/law/supervision.py without its words. */

import { COMMUNE, COMMUNE_FRONT } from "./road.mjs";

/** The people's inspection board, the community's investment supervision board. */
export const BOARDS = ["bttnd", "bgsdtcd"];
/** What a session looks into; never whom. */
export const TOPICS = ["publicity", "decisions", "funds", "works", "land", "support", "petitions", "other"];
/** What became of a session; nothing follows the last two. */
export const SESSIONS = ["planned", "held", "cancelled"];
/** Who is to answer a recommendation. */
export const RECIPIENTS = ["government", "party", "others"];
/** What may come after each place where a recommendation stands. @type {Record<string, string[]>} */
export const FOLLOWING = {
  drafted: ["certified", "returned", "withdrawn"],
  certified: ["sent", "withdrawn"],
  sent: ["accepted", "refused"],
  accepted: ["done"],
  returned: [],
  refused: [],
  done: [],
  withdrawn: [],
};
/** Steps whose document is the very one that was drafted. */
export const SAME_WORDS = ["certified", "sent"];

/** Who takes this step: the board, the commune's Front or its People's Committee. @param {string} stand @param {string} board @param {string} to */
export function whose(stand, board, to) {
  if (["certified", "returned"].includes(stand)) return COMMUNE_FRONT;
  return ["accepted", "refused"].includes(stand) && to === "government" ? COMMUNE : board;
}
