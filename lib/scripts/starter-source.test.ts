import { expect, test } from "vitest";
import { prepareSource } from "#lib/scripts/prepare-source.ts";
import { starterSources } from "#lib/scripts/starter-source.ts";

test.each(["javascript", "typescript"] as const)(
  "the %s starter can be saved as it is",
  (language) => {
    expect(prepareSource(starterSources[language], language)).toMatchObject({ ok: true });
  },
);
