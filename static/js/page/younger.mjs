/** Younger than some browsers that can do all else; the libraries ask for it. */

if (!Object.hasOwn) {
  Object.defineProperty(Object, "hasOwn", {
    value: (/** @type {object} */ one, /** @type {PropertyKey} */ name) => Object.prototype.hasOwnProperty.call(one, name),
  });
}
