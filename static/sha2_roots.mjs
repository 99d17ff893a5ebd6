/** SHA-2's round constants, computed: 80 words of 64 bits are half a kilobyte of pure chance on a phone's way. */

/**
 * The first 64 bits of the fractions of the cube roots of the first primes (FIPS 180-4, 4.2.3).
 * @param {number} count
 */
export function cubeRoots(count) {
  const found = [];
  for (let prime = 2; found.length < count; prime += 1) {
    if (divides(prime)) continue;
    const cube = BigInt(prime) << BigInt(192);
    // Newton's way down from above the root of the largest of them, 409.
    let root = BigInt(1) << BigInt(68);
    for (let next = step(root, cube); next < root; next = step(root, cube)) root = next;
    found.push(BigInt.asUintN(64, root));
  }
  return found;
}

/** @param {bigint} root @param {bigint} cube */
function step(root, cube) {
  return (root + root + cube / (root * root)) / BigInt(3);
}

/** Whether a smaller number than itself divides this one. @param {number} number */
function divides(number) {
  for (let one = 2; one < number; one += 1) if (number % one === 0) return true;
  return false;
}
