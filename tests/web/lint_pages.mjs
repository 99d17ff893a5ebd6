// Validates HTML pages: one JSON string a line on standard input, one JSON list of faults a line on standard output.
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ["html-validate:recommended", "html-validate:document"],
    rules: {
      // Our own templates never write these two by hand: WTForms prints "checked" and the like in full.
      "attribute-boolean-style": "off",
      // Boxes of one question share its name.
      "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit", "button"] }],
      // A template leaves blanks where it had nothing to say.
      "no-trailing-whitespace": "off",
      // A village's matters have titles as long as people make them.
      "long-title": "off",
      // A link that rings says whom, then the number.
      "tel-non-breaking": "off",
      // The number of a statement is Base64, and stands in its address.
      "valid-id": ["error", { relaxed: true }],
      // Files in a checkout where nothing was built carry no hash.
      "require-sri": "off",
    },
  }),
);

for await (const line of createInterface({ input: process.stdin })) {
  const report = await validator.validateString(JSON.parse(line));
  const messages = report.results.flatMap((result) => result.messages);
  process.stdout.write(`${JSON.stringify(messages.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`))}\n`);
}
