// Ends with 1 when docs/asyncapi.json is not valid AsyncAPI: node .ci/asyncapi.cjs TOOLS FILE
const { readFileSync } = require("node:fs");
const [tools, file] = process.argv.slice(2);
const { Parser } = require(require.resolve("@asyncapi/parser", { paths: [tools] }));

// 0 is an error, 1 a warning; the rest is advice.
const WRONG = 1;

async function check() {
  const { document, diagnostics } = await new Parser().parse(readFileSync(file, "utf8"));
  const wrong = diagnostics.filter((one) => one.severity <= WRONG);
  for (const one of wrong) console.error(`${file}: ${one.path.join("/")}: ${one.message}`);
  const channels = document ? document.channels().all().length : 0;
  console.log(`${file}: ${channels} channels, ${wrong.length} wrong`);
  if (wrong.length > 0 || channels === 0) process.exitCode = 1;
}

check();
