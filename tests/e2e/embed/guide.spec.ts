// What docs/embedding.md says of a host's policy is enough.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AssistantPage } from "../support/assistant";
import { embed as test, expect } from "../support/console";
import { root } from "../support/emulator";

/** The policy under `title`, for an assistant and a Graph at `origin`, and for the host's own script. */
const policyOf = async (title: string, origin: string): Promise<string> => {
  const guide = await readFile(join(root, "docs/embedding.md"), "utf8");
  const lines = new RegExp(`^${title}:\n\n((?:    .*\n)+)`, "m").exec(guide)?.[1] ?? "";
  expect(lines).toContain("script-src https://assistant.example");
  const named = lines.replaceAll(/https:\/\/(assistant\.example|graph\.microsoft\.com)/g, origin).replaceAll(/\s+/g, " ");
  return `default-src 'none'; require-trusted-types-for 'script'; ${named.replace("script-src", "script-src 'self'")}`;
};

for (const way of ["element", "frame"] as const) {
  test(`the policy that the guide names is enough for the ${way}`, async ({ console, complaints }) => {
    await console.tenant.reset({ scenario: "default-mapping" });
    const headers = { "content-security-policy": await policyOf(way === "element" ? "Element" : "Frame", console.tenant.origin) };
    const assistant = way === "element" ? await console.element({}, { headers }) : new AssistantPage(await console.frame({}, { headers }));
    await assistant.looked();
    await assistant.open("groups");
    await assistant.becomes("mapping", "attention");
    const favicon = (text: string) => text.includes("/favicon.ico");
    expect(complaints.list.filter((text) => /Content Security Policy|Trusted/.test(text) && !favicon(text))).toEqual([]);
  });
}
