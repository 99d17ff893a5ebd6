/**
 * What scripts say of themselves, read with TypeScript's parser, for test_scripts.py.
 *
 *   node tests/house/read_scripts.mjs <file>...
 *
 * Prints a JSON list, one object a file: `{path, lines, imports, functions}`; an import is the text it is asked for by,
 * whichever way, a function `{name, line, lines}`: from its signature, comment aside, to its end.
 */

import { readFileSync } from "node:fs";
import ts from "typescript";

function read(path) {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const lineOf = (at) => source.getLineAndCharacterOfPosition(at).line + 1;
  const found = { path, lines: lineOf(source.text.trimEnd().length), imports: [], functions: [] };
  const visit = (node) => {
    const asked = importedBy(node);
    if (asked) found.imports.push(asked.text ?? asked.getText());
    if (ts.isFunctionLike(node) && node.body) {
      const line = lineOf(node.getStart());
      found.functions.push({ name: nameOf(node), line, lines: lineOf(node.end) - line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The module asked for by `import`, `export from` or `import()`, if the node is one of these. */
function importedBy(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : null;
}

function nameOf({ kind, name, parent }) {
  if (kind === ts.SyntaxKind.Constructor) return "constructor";
  return (name ?? parent.name)?.getText() ?? "a function without a name";
}

process.stdout.write(JSON.stringify(process.argv.slice(2).map(read)));
