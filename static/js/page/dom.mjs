/** Filling the server's HTML: texts only through textContent, sentences only from the page's own data attributes. */

/**
 * The first element that a selector finds. The server's pages have what their scripts ask for.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {T}
 */
export function find(root, selector) {
  return /** @type {T} */ (root.querySelector(selector));
}

/**
 * All elements that a selector finds.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {NodeListOf<T>}
 */
export function findAll(root, selector) {
  return /** @type {NodeListOf<T>} */ (root.querySelectorAll(selector));
}

/**
 * Calls `act` with the name of each button that is pressed, its `data-act`.
 * @param {HTMLElement} root
 * @param {(name: string|undefined) => void} act
 */
export function onAct(root, act) {
  root.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-act]");
    act(/** @type {HTMLElement|null} */ (button)?.dataset.act);
  });
}

/**
 * Calls `submit` when a form is sent, which it then is not by the browser.
 * @param {HTMLElement} form
 * @param {() => void} submit
 */
export function onSubmit(form, submit) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
}

/**
 * The element with this `data-slot` below `root`.
 * @param {ParentNode} root
 * @param {string} name
 */
export function slot(root, name) {
  return find(root, `[data-slot="${name}"]`);
}

/**
 * A sentence with its `{name}` places filled.
 * @param {string} sentence
 * @param {Record<string, any>} values what `{name}` stands for
 */
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

/**
 * Sets the text of a slot; hides it, and its `data-for` label, when there is none.
 * @param {ParentNode} root
 * @param {string} name
 * @param {string} text
 */
export function tell(root, name, text) {
  const element = slot(root, name);
  element.textContent = text;
  element.hidden = !text;
  const label = find(root, `[data-for="${name}"]`);
  if (label) label.hidden = !text;
}

/**
 * A link to a page of this site; hidden when there is none. Addresses of other kinds are not followed.
 * @param {ParentNode} root
 * @param {string} name
 * @param {unknown} address
 */
export function link(root, name, address) {
  const element = /** @type {HTMLAnchorElement} */ (slot(root, name));
  const own = typeof address === "string" && /^\/(?!\/)/.test(address);
  element.hidden = !own;
  if (own) element.href = address;
}

/**
 * A copy of a template's first element.
 * @param {ParentNode} root
 * @param {string} selector
 */
export function copy(root, selector) {
  const { content } = /** @type {HTMLTemplateElement} */ (find(root, selector));
  return /** @type {HTMLElement} */ (/** @type {Element} */ (content.firstElementChild).cloneNode(true));
}

/**
 * Replaces the children of an element (`replaceChildren` is younger than the browsers we serve).
 * @param {Element} element
 * @param {(Node|string)[]} children
 */
export function refill(element, children) {
  element.textContent = "";
  element.append(...children);
}

/**
 * Replaces the children of an element by paragraphs, one for each line of the text.
 * @param {Element} element
 * @param {string} text
 */
export function paragraphs(element, text) {
  const lines = text.split("\n").filter((line) => line.trim());
  refill(element, lines.map((line) => made("p", line)));
}

/**
 * A new element with this text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 */
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
      /** @type {HTMLElement} */ (document.getElementById(id)).focus();
    });
    entry.append(anchor);
    return entry;
  });
  refill(find(box, "ul"), entries);
  const word = `${errorWord()} `;
  document.title = (faults.length ? word : "") + document.title.replace(word, "");
  if (faults.length) box.focus();
}

/** "Lỗi:", as the page says it. */
const errorWord = () => find(document, "[data-words]").dataset.error;

/**
 * The words of the summary at the field itself, after "Lỗi:"; none takes them away.
 * @param {HTMLElement} line
 * @param {string} text
 */
export function showFault(line, text) {
  line.hidden = !text;
  line.textContent = text && `${errorWord()} ${text}`;
}

/**
 * A long code as spans of four characters, to be compared by eye.
 * @param {Element} element
 * @param {string} code
 */
export function grouped(element, code) {
  const groups = code.match(/.{1,4}/g) ?? [];
  refill(element, groups.flatMap((group) => [made("span", group), " "]));
}
