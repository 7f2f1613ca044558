// The grade that Mozilla's HTTP Observatory gives the page at a path: `observatory.mjs <http port> <https port> <path>`.
// Its own `scan` asks ports 80 and 443; this asks the given ones, and counts with its tests and its charts as `scan` does.
// The server's certificate is trusted through NODE_EXTRA_CA_CERTS.
import { existsSync, writeFileSync } from "node:fs";

// The list of hosts that browsers know by heart, which its installation would download. A test's host is not on it.
const list = new URL("./node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json", import.meta.url);
if (!existsSync(list)) writeFileSync(list, "{}");

const observatory = (path) => import(`./node_modules/@mdn/mdn-http-observatory/src/${path}.js`);
const { retrieve } = await observatory("retriever/retriever");
const { ALL_TESTS } = await observatory("constants");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await observatory("grader/charts");
const { getGradeForScore, getScoreModifier } = await observatory("grader/grader");

const [httpPort, httpsPort, path] = process.argv.slice(2);
const requests = await retrieve("localhost", { httpPort: Number(httpPort), httpsPort: Number(httpsPort), path });
const tests = ALL_TESTS.map((test) => test(requests)).map((test) => ({
  name: test.constructor.name,
  result: test.result,
  pass: test.pass,
  modifier: test.result ? getScoreModifier(test.result) : 0,
}));
const lost = tests.reduce((sum, { modifier }) => sum + Math.min(modifier, 0), 0);
const gained = tests.reduce((sum, { modifier }) => sum + Math.max(modifier, 0), 0);
const uncurved = 100 + lost;
const graded = getGradeForScore(uncurved >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? uncurved + gained : uncurved);
console.log(JSON.stringify({ ...graded, status: requests.responses.auto?.status, tests }));
