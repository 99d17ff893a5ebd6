/**
 * Builds what the pages load: scripts and style sheets with their hash in the name, and a list of them.
 *
 *   node static/build.mjs [--out DIR]
 *
 * `static/js/<entry>.mjs` becomes `static/dist/<entry>-<hash>.js`, each `static/css/<name>.css` (not those whose name
 * begins with `_`) `static/dist/<name>-<hash>.css`, each `static/sentences/<language>.json` (what the verifier says)
 * `static/dist/sentences-<language>-<hash>.json`, and `manifest.json` lists for each its file, its `integrity` (for the
 * HTML attribute), its SHA-256 and its sizes; beside each lie `<file>.gz` and `<file>.br`, pressed smaller (the one by
 * Zopfli) than a server could while a phone waits. What is said only where something does not hold lies in a file of its
 * own, `faults-<language>-<hash>.json`, asked for then. The same sources give the same bytes, so that anyone can rebuild and
 * compare; nothing built is committed.
 *
 * Target es2018, not es2020: a browser too old for BigInt then still parses the script, which says so on the page (one
 * older still gets the style sheet's word for it). The only newer thing needed is BigInt itself, called by name, never
 * written as a literal.
 *
 * Of noble's sources less is shipped than lies there, since a phone loads all of it before it can vote: the words of its
 * errors (for programmers, who have the sources), square roots for fields that we do not have, and SHA-2's 144
 * constants, which are roots of the first primes and are computed on the phone. The build fails where noble no longer
 * reads as it did. The worker that checks a result, the largest script of all, is shipped without the English details of our
 * own errors too: its page says sentences, which come by the errors' codes.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { gzipAsync } from "@gfx/zopfli";
import { build } from "esbuild";
import ts from "typescript";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const ENTRIES = [
  "board", "board_key", "booth", "cards", "check", "checking", "committee", "copy", "desk", "find", "passkeys", "receipt",
  "speak", "verify"
];

/** All there is to build, `{source, name}` each, in a fixed order. */
function sources() {
  const scripts = ENTRIES.map((name) => ({ source: join(ROOT, `static/js/${name}.mjs`), name: `${name}.js` }));
  const folder = join(ROOT, "static/css");
  const sheets = readdirSync(folder).filter((file) => file.endsWith(".css") && !file.startsWith("_"));
  const styles = sheets.sort().map((file) => ({ source: join(folder, file), name: file }));
  const sentences = ["sentences", "faults"].flatMap((kind) => ["en", "vi"].map((language) =>
    ({ source: join(ROOT, `static/sentences/${language}.json`), name: `${kind}-${language}.json` })));
  return [...scripts, ...styles, ...sentences].filter(({ source }) => existsSync(source));
}

/**
 * A script whose errors have no words: the arguments of each `new ...Error(...)` are cut out.
 * @param {string} text
 */
export function quiet(text) {
  /** @type {ts.NodeArray<ts.Expression>[]} */
  const words = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const thrown = ts.isNewExpression(node) && ts.isIdentifier(node.expression) && /Error$/.test(node.expression.text);
    if (thrown && node.arguments) words.push(node.arguments);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("script.js", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS));
  return unsaid(cut(text, words));
}

/** What noble calls the pieces of its errors' words. */
const PIECES = ["char", "got", "label", "message", "ofLen"];

/**
 * The script without the constants that nothing reads since its errors have no words.
 * @param {string} text
 * @returns {string}
 */
function unsaid(text) {
  /** @type {Record<string, number>} */
  const names = {};
  /** @type {[string, ts.Node][]} */
  const pieces = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIdentifier(node)) names[node.text] = (names[node.text] ?? 0) + 1;
    const [one, other] = ts.isVariableStatement(node) ? node.declarationList.declarations : [];
    if (one && !other && ts.isIdentifier(one.name) && PIECES.includes(one.name.text)) pieces.push([one.name.text, node]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("script.js", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS));
  const unread = pieces.filter(([name]) => names[name] === 1).map(([, node]) => node);
  return unread.length ? unsaid(cut(text, unread)) : text;
}

/**
 * @param {string} text
 * @param {readonly {pos: number, end: number}[]} parts in the order of the text
 */
function cut(text, parts) {
  return parts.reduceRight((whole, { pos, end }) => whole.slice(0, pos) + whole.slice(end), text);
}

/** @type {[RegExp, string][]} Parts of noble's modules, and what is shipped for them; each must be there. */
const SHA2 = [
  [/\n(?=const SHA256_K = )/, `\nimport { cubeRoots } from ${JSON.stringify(join(ROOT, "static/sha2_roots.mjs"))};\n`],
  [/(?<=const SHA256_K = )[^;]*(?=;)/, "/* @__PURE__ */ (() => u64.split(cubeRoots(64))[0])()"],
  [/(?<=const K512 = )[^;]*(?=;)/, "/* @__PURE__ */ (() => u64.split(cubeRoots(80)))()"],
];
/** @type {[RegExp, string][]} Square roots are taken of coordinates alone, and 2^255 - 19 is 5 modulo 8. */
const FIELDS = [[/(?<=export function FpSqrt\(P\) \{)[^}]*(?=\})/, "\n    return sqrt5mod8;\n"]];
/** @type {Record<string, [RegExp, string][]>} */
const LEANER = { "sha2.js": SHA2, "modular.js": FIELDS };

/**
 * A module of noble as it is shipped.
 * @param {string} path
 */
function lean(path) {
  const text = readFileSync(path, "utf8");
  const leaner = (LEANER[basename(path)] ?? []).reduce((whole, [part, by]) => {
    if (!part.test(whole)) throw new Error(`${path} no longer has ${part}`);
    return whole.replace(part, () => by);
  }, text);
  return quiet(leaner);
}

/** What says of a fault, last and in English, what it is: for programmers, who have the sources. */
const [ASKS, FAULTS] = [/^(check|require|requireProof)$/, /(Error|Crime)$|^(Bad|Duplicate|NotEnough|Old|Unknown|Wrong)/];

/**
 * One of our scripts without the English details of its errors, which no page shows; the codes stay.
 * @param {string} text
 */
export function terse(text) {
  /** @type {{pos: number, end: number}[]} */
  const details = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const [last, before] = (ts.isCallExpression(node) || ts.isNewExpression(node) ? [...(node.arguments ?? [])] : []).reverse();
    const isText = last && (ts.isStringLiteralLike(last) || ts.isTemplateExpression(last)) && /\S \S/.test(last.getText(read));
    const isDetail = isText && isFault(node, Boolean(before));
    if (isDetail) details.push({ pos: before ? before.end : last.pos, end: last.end });
    else ts.forEachChild(node, visit);
  };
  const read = ts.createSourceFile("script.js", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  visit(read);
  return cut(text, details);
}

/**
 * Whether this call names a fault whose last argument is its detail: the only one is a detail only where the name is the code.
 * @param {ts.Node} node @param {boolean} hasOthers
 */
function isFault(node, hasOthers) {
  if (!(ts.isCallExpression(node) || ts.isNewExpression(node)) || !ts.isIdentifier(node.expression)) return false;
  const name = node.expression.text;
  if (ts.isCallExpression(node)) return ASKS.test(name) && hasOthers && !(name === "require" && node.arguments.length < 3);
  return FAULTS.test(name) && (hasOthers || !/^(Crime|RecordError|LedgerError|TypeError)$/.test(name));
}

/** @type {import("esbuild").Plugin} */
const tersely = {
  name: "tersely",
  setup({ onLoad }) {
    onLoad({ filter: /static[\\/]js[\\/].*\.mjs$/ }, ({ path }) => ({ contents: terse(readFileSync(path, "utf8")), loader: "js" }));
  },
};

/** @type {import("esbuild").Plugin} */
const quietly = {
  name: "quietly",
  setup({ onLoad }) {
    const filter = /node_modules[\\/]@noble[\\/].*\.js$/;
    // Read as TypeScript, whose class fields may be plain assignments.
    onLoad({ filter }, ({ path }) => ({ contents: lean(path), loader: "ts" }));
  },
};

/** What the verifier says only where something does not hold. */
const OF_FAULTS = ["crimes", "failures"];

/**
 * The sentences of a language that every check needs, or those of its faults.
 * @param {string} source
 * @param {string} name
 */
function sentences(source, name) {
  const isWanted = (/** @type {[string, unknown]} */ [group]) => OF_FAULTS.includes(group) === name.startsWith("faults-");
  return Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(readFileSync(source, "utf8"))).filter(isWanted))));
}

/**
 * As small as it gets, once and for all.
 * @param {Buffer} bytes
 */
async function pressed(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { gz: await gzipAsync(bytes, {}), br: brotliCompressSync(bytes, { params }) };
}

/**
 * The minified bytes of one entry point with everything it imports.
 * @param {string} source
 * @param {string} name of what is built
 */
export async function bundle(source, name = "") {
  if (source.endsWith(".json")) return sentences(source, name);
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [source],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    mangleProps: /^_[a-z]/, // names that only the script itself knows
    target: source.endsWith(".css") ? ["chrome69", "firefox68", "safari14"] : "es2018",
    charset: "utf8",
    legalComments: "none",
    external: ["/static/*"],
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    plugins: source.endsWith("/verify.mjs") ? [quietly, tersely] : [quietly],
    logLevel: "warning",
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/**
 * What the manifest says of a file.
 * @param {string} name
 * @param {Buffer} bytes
 * @param {{gz: Uint8Array, br: Uint8Array}} pressed
 */
function entry(name, bytes, { gz, br }) {
  /** @param {string} algorithm @param {"hex"|"base64"} encoding */
  const digest = (algorithm, encoding) => createHash(algorithm).update(bytes).digest(encoding);
  const sha256 = digest("sha256", "hex");
  const [, stem, kind] = /** @type {string[]} */ (/^(.*)\.(\w+)$/.exec(name));
  return {
    file: `${stem}-${sha256.slice(0, 10)}.${kind}`,
    integrity: `sha384-${digest("sha384", "base64")}`,
    sha256,
    bytes: bytes.length,
    gzip_bytes: gz.length,
    brotli_bytes: br.length,
  };
}

/**
 * Builds everything into `out` and returns the manifest. Files of earlier builds are removed.
 * @param {string} out
 */
export async function buildAll(out) {
  /** @type {Record<string, ReturnType<typeof entry>>} */
  const manifest = {};
  const files = new Map();
  for (const { source, name } of sources()) {
    const bytes = await bundle(source, name);
    const small = await pressed(bytes);
    manifest[name] = entry(name, bytes, small);
    const { file } = manifest[name];
    files.set(file, bytes).set(`${file}.gz`, small.gz).set(`${file}.br`, small.br);
  }
  mkdirSync(out, { recursive: true });
  for (const [file, bytes] of files) writeFileSync(join(out, file), bytes);
  writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
  for (const file of readdirSync(out)) {
    if (file !== "manifest.json" && !files.has(file)) rmSync(join(out, file));
  }
  return manifest;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf("--out");
  const out = at > 0 ? resolve(process.argv[at + 1]) : join(ROOT, "static/dist");
  const manifest = await buildAll(out);
  for (const [name, { file, bytes, gzip_bytes: zipped, brotli_bytes: small }] of Object.entries(manifest)) {
    console.log(`${basename(name).padEnd(16)} ${file.padEnd(32)} ${bytes} bytes, ${zipped} gzipped, ${small} by Brotli`);
  }
}
