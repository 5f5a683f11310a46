// Tags every report with wink-nlp and says how long that took. Usage: node wink.mjs FOLDER REPORTS.jsonl; in FOLDER
// `wink-nlp` and `wink-eng-lite-web-model` are installed. Tokens, sentences and parts of speech; no heads, no names.
// Out: `seconds`, tab, seconds, without loading and reading.
import fs from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(process.argv[2] + "/");
const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"), ["sbd", "pos"]);
const texts = fs.readFileSync(process.argv[3], "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).text);
for (const text of texts.slice(0, 20)) nlp.readDoc(text);
const start = performance.now();
let tokens = 0;
for (const text of texts) tokens += nlp.readDoc(text).tokens().out(nlp.its.pos).length;
console.log(`seconds\t${((performance.now() - start) / 1000).toFixed(3)}\ntokens\t${tokens}`);
