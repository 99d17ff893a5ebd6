/** The entries of a matter's road, up to its vote and after. Twin of voting/record/entries/{matter,decision}.py. */

import { ABOUT, CODE, COUNT, HEXES, MINUTE, REASON, SHA256, UUID } from "./fields.mjs";

/** @import { Kind } from "./fields.mjs" */

/** What every step carries first. @type {Record<string, Kind>} */
const STEP = { matter: UUID, by: CODE, papers: HEXES };
/** What each carries then. @type {Record<string, Record<string, Kind>>} */
const THEN = {
  "matter-raised": { content: SHA256 },
  "matter-backed": {},
  "matter-proposed": { content: SHA256, consents: COUNT, counted_in: ABOUT, backed: COUNT, annex: HEXES },
  "matter-classified": { clause: COUNT, channel: CODE },
  "matter-agreed": { joint: COUNT },
  "matter-informed": { to: CODE, way: CODE },
  "matter-team": {
    members: COUNT, of_village: COUNT, of_front: COUNT, of_households: COUNT, of_it: COUNT, leader: CODE, commitment: SHA256,
  },
  "matter-roll": { roll: COUNT, households: COUNT, objections: COUNT, answered: COUNT },
  "matter-polled": { way: CODE, counted_in: ABOUT, households: COUNT, in_favour: COUNT, against: COUNT },
  "matter-announced": { content: SHA256, opens_at: MINUTE, closes_at: MINUTE },
  "matter-vote": { uuid: UUID },
  "matter-minuted": { participants: SHA256 },
  "matter-resolved": { questions: COUNT, passed: COUNT },
  "matter-turned": { channel: CODE, reason: REASON },
  "matter-convened": { channel: CODE, held_at: MINUTE },
  "matter-held": {
    showing: CODE, households: COUNT, present: COUNT, in_favour: COUNT, against: COUNT, other: COUNT, passed: COUNT,
    count: HEXES,
  },
  "matter-recognised": { recognised: COUNT, reason: REASON },
  "matter-published": { until: MINUTE },
  "matter-sent": { to: CODE, way: CODE },
  "matter-carried-out": {},
  "matter-reported": {},
  "matter-ended": { ending: CODE, reason: REASON },
};

/** The fields of each step after the head, in order. @type {Record<string, Record<string, Kind>>} */
export const MATTER_TYPES = Object.fromEntries(Object.entries(THEN).map(([type, fields]) => [type, { ...STEP, ...fields }]));
