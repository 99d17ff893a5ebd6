/** Filling the server's HTML: texts only through textContent, sentences only from the page's own data attributes. */

/** The element with this `data-slot` below `root`. */
export function slot(root, name) {
  return root.querySelector(`[data-slot="${name}"]`);
}

/** A sentence with its `{name}` places filled. */
export function fill(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * Puts one of an element's own sentences into it.
 * @param {HTMLElement} element
 * @param {string} variant name of the data attribute, in its JavaScript form
 * @param {object} values what `{name}` stands for
 */
export function say(element, variant = "say", values = {}) {
  element.textContent = fill(element.dataset[variant] ?? "", values);
}

/** Sets the text of a slot; hides it, and its `data-for` label, when there is none. */
export function tell(root, name, text) {
  const element = slot(root, name);
  element.textContent = text;
  element.hidden = !text;
  const label = root.querySelector(`[data-for="${name}"]`);
  if (label) label.hidden = !text;
}

/** Whose card this is; the household's code stays on one line. */
export function nameCard(root, { household, village }) {
  const element = slot(root, "card-name");
  const [before, after] = fill(element.dataset.say, { household: "\n", village: village.name }).split("\n");
  refill(element, [before, made("span", household, "nowrap"), after]);
}

/** A link to a page of this site; hidden when there is none. Addresses of other kinds are not followed. */
export function link(root, name, address) {
  const element = slot(root, name);
  const own = typeof address === "string" && /^\/(?!\/)/.test(address);
  element.hidden = !own;
  if (own) element.href = address;
}

/** A copy of a template's first element. */
export function copy(root, selector) {
  return root.querySelector(selector).content.firstElementChild.cloneNode(true);
}

/** Replaces the children of an element (`replaceChildren` is younger than the browsers we serve). */
export function refill(element, children) {
  element.textContent = "";
  element.append(...children);
}

/** Replaces the children of an element by paragraphs, one for each line of the text. */
export function paragraphs(element, text) {
  const lines = text.split("\n").filter((line) => line.trim());
  refill(element, lines.map((line) => made("p", line)));
}

/** A new element with this text. */
export function made(tag, text = "", className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

/**
 * Shows the summary of faults on top, each leading to its field, moves the focus there and says so in the page's title.
 * @param {HTMLElement} root the panel
 * @param {{id: string, text: string}[]} faults none: the summary is hidden
 */
export function summarize(root, faults) {
  const box = slot(root, "errors");
  box.hidden = !faults.length;
  const entries = faults.map(({ id, text }) => {
    const entry = made("li");
    const anchor = made("a", text);
    anchor.href = `#${id}`;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      document.getElementById(id).focus();
    });
    entry.append(anchor);
    return entry;
  });
  refill(box.querySelector("ul"), entries);
  const word = `${document.querySelector("[data-words]").dataset.error} `;
  document.title = (faults.length ? word : "") + document.title.replace(word, "");
  if (faults.length) box.focus();
}

/** A long code as spans of six characters, to be compared by eye. */
export function grouped(element, code) {
  const groups = code.match(/.{1,6}/g) ?? [];
  refill(element, groups.flatMap((group) => [made("span", group), " "]));
}
