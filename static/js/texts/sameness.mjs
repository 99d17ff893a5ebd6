/**
 * When two texts look alike, so that a reader could take one for the other. Twin of voting/texts/sameness.py, which
 * says what is folded and why; a test holds the two together.
 */

import { SPACES } from "./validity.mjs";

/**
 * Each character of a group by what it is shown as.
 * @param {Record<string, string>} groups
 */
function alike(groups) {
  /** @type {Map<string, string>} */
  const table = new Map();
  for (const [shown, group] of Object.entries(groups)) for (const one of Array.from(group)) table.set(one, shown);
  return table;
}

/** Folded before NFKC, which would make of some of them a space and a combining mark. */
const MARKS = /* @__PURE__ */ alike({
  "'": "\u2018\u2019\u201a\u201b\u02bc\u02b9\u02bb\u00b4`\u2032\u02c8",
  "\"": "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043",
  "/": "\u2044\u2215", ":": "\u2236\u02d0", "\u00b7": "\u2022\u2219\u22c5\u2027\u30fb", "x": "\u00d7",
  "\u2713": "\u2714\u2611", "\u2717": "\u2718\u2715\u2716\u2612",
});

/** Letters of Cyrillic, Greek and others by the Latin ones they look like; then marks by those of Vietnamese. */
const LETTERS = /* @__PURE__ */ alike({
  "a": "\u0430\u03b1\u0251\u1d00", "b": "\u042c\u0185\u0299\u0253", "c": "\u0441\u03f2\u1d04",
  "d": "\u0501\u1d05\u0257", "e": "\u0435\u03b5\u1d07\u212e", "h": "\u04bb\u029c\u0570",
  "i": "\u0456\u03b9\u026a\u0269", "j": "\u0458\u1d0a\u0575", "k": "\u043a\u03ba\u1d0b\u0199", "m": "\u043c\u1d0d",
  "o": "\u043e\u03bf\u03c3\u1d0f\u0585", "p": "\u0440\u03c1\u1d18\u01a5", "q": "\u051b", "s": "\u0455\u01bd\ua731",
  "t": "\u0442\u03c4\u1d1b\u01ad\u01ab", "u": "\u03c5\u1d1c\u057d\u028b", "v": "\u03bd\u0475\u1d20",
  "w": "\u051d\u03c9\u1d21\u0561", "x": "\u0445\u03c7", "y": "\u0443\u03b3\u04af\u028f\u1eff",
  "A": "\u0410\u0391\u13aa", "B": "\u0412\u0392\u13f4", "C": "\u0421\u13df\u2ca4", "E": "\u0415\u0395\u13ac",
  "H": "\u041d\u0397\u13bb", "I": "\u0406\u0399\u04c0\u04cf", "J": "\u0408\u13ab", "K": "\u041a\u039a\u13e6",
  "M": "\u041c\u039c\u13b7", "N": "\u039d", "O": "\u041e\u039f\u0555", "P": "\u0420\u03a1\u13e2", "Q": "\u051a",
  "S": "\u0405\u13da\u054f", "T": "\u0422\u03a4\u13a2", "W": "\u051c\u13b3", "X": "\u0425\u03a7",
  "Y": "\u0423\u03a5\u04ae", "Z": "\u0396\u13c3", "\u0111": "\u00d0\u00f0\u0189\u0256\u0110\ua7c8\ua7c7",
  "n": "\u0578\u0274\u043f\u03b7\u057c", "g": "\u0261\u0262\u0581", "\u0131": "\u0131", "\u00df": "\u03b2",
  "\u0306": "\u030c", "\u0303": "\u0342\u0304", "\u0302": "\u0311", "\u031b": "\u0313\u0315", "\u0335": "\u0336",
  "f": "\u0192\ua799", "l": "\u029f", "r": "\u0280\u0433", "z": "\u1d22", "D": "\u13a0", "G": "\u13c0",
  "L": "\u13de\u053c", "R": "\u13a1", "U": "\u054d\u01b2", "V": "\u13d9", "3": "\u0417\u0437\u01b7\u0292\u04e0",
  "6": "\u0431", "5": "\u01bc", "": "\u0331\u0332\u0333\u0337\u0338\u0305\u033f\u20d2\u20d3\u0489",
  "\u0309": "\u0307\u030a",
});

const SHAPES = new Map(Object.entries({ i: "l", "\u0131": "l", 1: "l", "|": "l", 0: "o", "\u00df": "b" }));
/** The tone mark on the second vowel ("hoà", "thuỷ"); others write it on the first ("hòa", "thủy"). */
const TONE_BEHIND = /([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])/g;
const SPACE = new RegExp(`[\\t-\\r\\x1c-\\x1f\\x85\\u2028\\u2029${SPACES}]+`, "gu");
const STOPS = /^[.,;:]+|[.,;:]+$/g;

/** @param {string} text @param {Map<string, string>} table */
const translated = (text, table) => Array.from(text, (one) => table.get(one) ?? one).join("");

/**
 * A key that texts have in common when they look alike; not for showing.
 * @param {string} text
 */
export function likeness(text) {
  const composed = translated(translated(text, MARKS).normalize("NFKC"), MARKS);
  const parted = translated(composed.normalize("NFD"), LETTERS).toLowerCase();
  const plain = translated(parted.split("d\u0335").join("\u0111"), SHAPES);
  return plain.replace(TONE_BEHIND, "$1$3$2").replace(SPACE, "").replace(STOPS, "");
}

/**
 * The places (from 0) of every two of these texts that look alike.
 * @param {readonly string[]} texts
 * @returns {[number, number][]}
 */
export function pairsAlike(texts) {
  const keys = texts.map(likeness);
  /** @type {[number, number][]} */
  const pairs = [];
  keys.forEach((key, one) => {
    for (let other = one + 1; other < keys.length; other += 1) if (keys[other] === key) pairs.push([one, other]);
  });
  return pairs;
}
