// What the measurements share: where results go, and the pages of bench/ that are measured.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CDPSession } from "@playwright/test";
import { Emulator, root } from "./emulator";

/** The middle of `values`. */
export const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Adds `figures` to the file that BENCH_RESULT names. */
export async function record(figures: Record<string, number>): Promise<void> {
  const file = process.env.BENCH_RESULT ?? join(root, "target/bench.json");
  const before: object = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
  await writeFile(file, JSON.stringify({ ...before, ...figures }));
}

/** Serves one of the pages that `cargo xtask bench` builds from bench/. */
export const serve = (name: "empty" | "parts" | "static"): Promise<Emulator> =>
  Emulator.start(undefined, "/", join(process.env.BENCH_PAGES ?? join(root, "target/bench-pages"), name));

/** Slows the processor down by `rate`. */
export const throttle = (devtools: CDPSession, rate: number) => devtools.send("Emulation.setCPUThrottlingRate", { rate });
