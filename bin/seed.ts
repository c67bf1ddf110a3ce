// Puts in what a first start needs, the demo and the first owner, and prints how to sign in. Started by up.mjs when
// web and worker are ready; harmless to repeat. What goes wrong is told in one line on stderr.
import { openDatabase } from "#db/client.ts";
import { seedDemo } from "./seed/seed-demo.ts";
import { seedOwner } from "./seed/seed-owner.ts";
import { readSeedSettings } from "./seed/settings.ts";

async function main(): Promise<string[]> {
  const settings = readSeedSettings(process.env);
  const options = { max: 2, applicationName: "scriptbus seed" };
  const { db, close } = openDatabase(settings.adminUrl, options);
  try {
    const demo = settings.demo ? await seedDemo(db, settings) : [];
    // Last, so that nothing can fail between making the key and showing it.
    return [...demo, ...(await seedOwner(db, settings.owner))];
  } finally {
    await close();
  }
}

try {
  for (const line of await main()) console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
