/** The kinds of values an entry may carry, each with its one spelling. Twin of voting/record/fields.py, reading only. */

/** @typedef {(value: unknown) => boolean} Kind whether a JSON value is one of this kind */

const MAX_COUNT = 1e9;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** @param {RegExp} pattern @returns {Kind} */
const matching = (pattern) => (value) => typeof value === "string" && pattern.test(value);
/** @param {number} most characters @param {number} least @returns {Kind} */
const text = (most, least = 1) => (value) => {
  const length = typeof value === "string" && !LONE_SURROGATE.test(value) ? Array.from(value).length : -1;
  return length >= least && length <= most;
};
/** @param {Kind} kind @returns {Kind} */
const listOf = (kind) => (value) => Array.isArray(value) && value.every(kind);

/** @type {Kind} */
export const COUNT = (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MAX_COUNT;
export const SHA256 = matching(/^[0-9a-f]{64}$/);
export const UUID = matching(/^[1-9A-HJ-NP-Za-km-z]{14}$/);
/** The id of a matter, a vote or a subject; empty where there is none. */
export const ABOUT = matching(/^([1-9A-HJ-NP-Za-km-z]{14})?$/);
export const CODE = matching(/^[a-z0-9][a-z0-9-]{0,23}$/);
export const LABEL = text(200);
/** A place in the law; empty where nothing of the law is applied. */
export const CITATION = text(200, 0);
export const REASON = text(500);
/** A published text that may be left out. */
export const NOTE = text(500, 0);
export const LONG_TEXT = text(65_000);
export const HEXES = listOf(SHA256);
export const CODES = listOf(CODE);
export const PROPOSALS = listOf(listOf(COUNT));
/** @type {Kind} */
export const OBJECT = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
export const SEALS = listOf((one) => {
  const { book, size, root } = /** @type {Record<string, unknown>} */ (OBJECT(one) ? one : {});
  return Object.keys(Object(one)).join() === "book,size,root" && UUID(book) && COUNT(size) && SHA256(root);
});
export const COUNTS = listOf((one) => {
  const { value, count } = /** @type {Record<string, unknown>} */ (OBJECT(one) ? one : {});
  return Object.keys(Object(one)).join() === "value,count" && CODE(value) && COUNT(count);
});

const MINUTE_FORM = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\dZ$/;

/** A UTC minute, `2026-11-22T13:05Z`: those of one form can be compared as texts. @type {Kind} */
export const MINUTE = (value) => {
  if (typeof value !== "string" || !MINUTE_FORM.test(value)) return false;
  const moment = new Date(value.replace("Z", ":00Z"));
  return !Number.isNaN(moment.getTime()) && `${moment.toISOString().slice(0, 16)}Z` === value;
};

const DAY_FORM = /^(?!0000)\d{4}-\d\d-\d\d$/;

/** A day of the villages' calendar, `2026-11-22`: two of them can be compared as texts. @type {Kind} */
export const DAY = (value) => {
  if (typeof value !== "string" || !DAY_FORM.test(value)) return false;
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === value;
};
