/** The tar blocks of an archive, byte for byte as belenios-tool writes them (PROTOCOL section 7). Reading only. */

import { BadTarBlock } from "./errors.mjs";

const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const OCTAL = /^[0-7]{11}$/;
const MODE = "0000644\0" + "0000000\0".repeat(2);

/** @param {Uint8Array} bytes */
const ascii = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

/** @param {string} digits */
function octal(digits) {
  if (!OCTAL.test(digits)) throw new BadTarBlock("a size or time is not 11 octal digits");
  return parseInt(digits, 8);
}

/**
 * The one header there is for this name, size and time; the checksum counts its own field as eight spaces.
 * @param {string} name
 * @param {string} size eleven octal digits, as `time`
 * @param {string} time
 */
function header(name, size, time) {
  const before = `${name.padEnd(NAME_BYTES, "\0")}${MODE}${size}\0${time}\0`;
  const sum = Array.from(`${before}        0`).reduce((total, one) => total + one.charCodeAt(0), 0);
  return `${before}${sum.toString(8).padStart(6, "0")}\0 0`.padEnd(BLOCK_BYTES, "\0");
}

/**
 * Header block and content, padded to whole blocks.
 * @param {string} name @param {Uint8Array} content @param {number} time unix seconds
 */
export function tarMember(name, content, time) {
  const digits = [content.length, time].map((one) => one.toString(8).padStart(11, "0"));
  const raw = new Uint8Array(BLOCK_BYTES + Math.ceil(content.length / BLOCK_BYTES) * BLOCK_BYTES);
  raw.set(Array.from(header(name, digits[0], digits[1]), (one) => one.charCodeAt(0)));
  raw.set(content, BLOCK_BYTES);
  return raw;
}

/**
 * Name, content and time (unix seconds) of each member in order; throws `BadTarBlock` for any byte out of place.
 * @param {Uint8Array} raw
 */
export function* tarMembers(raw) {
  for (let at = 0; at < raw.length; ) {
    const block = ascii(raw.subarray(at, at + BLOCK_BYTES));
    const [size, time] = [block.slice(124, 135), block.slice(136, 147)];
    const [start, length] = [at + BLOCK_BYTES, octal(size)];
    const seconds = octal(time);
    const name = block.slice(0, NAME_BYTES).replace(/\0+$/, "");
    if (/[^\0-\x7f]/.test(name) || header(name, size, time) !== block) {
      throw new BadTarBlock(`a header block is not the prescribed one (byte ${at})`);
    }
    at = start + Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
    if (at > raw.length || raw.subarray(start + length, at).some(Boolean)) {
      throw new BadTarBlock(`a member is cut short or its padding is not zero (byte ${start})`);
    }
    yield { name, content: raw.subarray(start, start + length), time: seconds };
  }
}
