// What Mozilla's HTTP Observatory says about the pages as they are served: its own retrieval, tests and charts, run here.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, hosting as test } from "../support/hosting";

type Verdict = { grade: string; score: number; status: number; tests: { name: string; result: string; pass: boolean; modifier: number }[] };

const OBSERVATORY = fileURLToPath(new URL("audit/observatory.mjs", import.meta.url));

for (const path of ["/", "/setup", "/demo/", "/embed.html", "/auth.html", "/relay.html"]) {
  test(`the Observatory gives ${path} an A+`, async ({ site }) => {
    const [plain, tls] = [site.nginx.plain, site.nginx.origin].map((origin) => new URL(origin).port);
    const { stdout } = await promisify(execFile)(process.execPath, [OBSERVATORY, plain!, tls!, site.base + path], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: site.nginx.certificate },
    });
    const verdict = JSON.parse(stdout) as Verdict;
    console.log(`Observatory: ${path} ${verdict.grade}, ${verdict.score}`);
    expect(verdict.status).toBe(200);
    expect(verdict.tests.filter(({ pass }) => !pass)).toEqual([]);
    expect(verdict.grade).toBe("A+");
    expect(verdict.score).toBeGreaterThanOrEqual(100);
  });
}
