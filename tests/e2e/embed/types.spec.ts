// embed.d.ts is what a TypeScript console compiles against.
import { expect, test } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

test("a console's use of the types compiles, and its mistakes do not", () => {
  const compiler = join(here, "../node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"];
  // It prints what is wrong.
  expect(execFileSync(process.execPath, [compiler, ...options, join(here, "types/usage.ts")], { encoding: "utf8" })).toBe("");
});
