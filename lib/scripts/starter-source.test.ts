import { expect, test } from "vitest";
import { prepareSource } from "#lib/scripts/prepare-source.ts";
import { scriptKinds } from "#lib/scripts/script-kind.ts";
import { starterSource } from "#lib/scripts/starter-source.ts";

const choices = scriptKinds.flatMap((kind) =>
  (["javascript", "typescript"] as const).map((language) => ({ kind, language })),
);

test.each(choices)("the starter of %j can be saved as it is", (choice) => {
  expect(prepareSource(starterSource(choice), choice.language)).toMatchObject({ ok: true });
});
